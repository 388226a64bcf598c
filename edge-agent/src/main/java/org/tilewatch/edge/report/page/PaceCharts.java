package org.tilewatch.edge.report.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.pace.Phase;

/** The pace of work, a chart per zone: disturbed and built ground, small objects, and the phases of construction along the time. */
final class PaceCharts {

    private static final int BAND = 16;

    private final SiteRecord site;
    private final TimeAxis axis;
    private final StringBuilder page;

    PaceCharts(SiteRecord site, StringBuilder page) {
        this.site = site;
        this.page = page;
        axis = new TimeAxis(site.from(), site.until(), Charts.LEFT, Charts.RIGHT);
    }

    /** Appends a chart for each zone in which anything was measured. */
    void append() {
        List<String> zones = site.pace().stream().map(Pace::zone).distinct().toList();
        for (String zone : zones) {
            List<Pace> series = site.paceIn(zone);
            boolean any =
                    series.stream().anyMatch(pace -> pace.changedSquareMetres() > 0 || pace.bright() + pace.dark() > 0);
            if (any) {
                zone(zone, series);
            }
        }
    }

    private void zone(String zone, List<Pace> series) {
        page.append("<h3>").append(Html.escaped(zone)).append("</h3>\n");
        double top = Charts.niceTop(Math.max(
                1, series.stream().mapToDouble(Pace::changedSquareMetres).max().orElse(1)));
        Charts.open(page, Charts.CHART_HEIGHT + 22 + BAND, "Pace of work in zone " + Html.escaped(zone));
        axis.ticks(page, 8, Charts.CHART_HEIGHT + BAND);
        Charts.levels(page, top);
        line(series, Pace::changedSquareMetres, top, "pace-changed");
        line(series, Pace::builtSquareMetres, top, "pace-built");
        double most = Charts.niceTop(Math.max(
                1,
                series.stream()
                        .mapToInt(pace -> pace.bright() + pace.dark())
                        .max()
                        .orElse(1)));
        for (Pace pace : series) {
            count(pace, most);
        }
        phases(Phase.of(series));
        page.append("</svg></div>\n"
                + "<ul class=\"legend\"><li><i class=\"pace-changed\"></i>ground changed, m<sup>2</sup></li>");
        page.append("<li><i class=\"pace-built\"></i>of it built on</li><li><i class=\"pace-count\"></i>small objects,"
                + " full height ");
        page.append(Wording.number(most))
                .append("</li><li><i class=\"phase site-preparation\"></i>site preparation</li>");
        page.append("<li><i class=\"phase active-construction\"></i>active construction</li>");
        page.append("<li><i class=\"phase finished\"></i>finished</li></ul>\n");
    }

    private void line(List<Pace> series, ToDoubleFunction<Pace> figure, double top, String style) {
        page.append("<path class=\"").append(style).append("\" d=\"");
        for (int i = 0; i < series.size(); i++) {
            page.append(i == 0 ? 'M' : 'L')
                    .append(Html.at(axis.x(series.get(i).acquired())))
                    .append(' ');
            page.append(Html.at(Charts.y(figure.applyAsDouble(series.get(i)), top)));
        }
        page.append("\"/>\n");
    }

    private void count(Pace pace, double most) {
        page.append(String.format(
                Locale.ROOT,
                "<circle class=\"pace-count\" cx=\"%s\" cy=\"%s\" r=\"3\"><title>%s: %d bright, %d"
                        + " dark%s</title></circle>%n",
                Html.at(axis.x(pace.acquired())),
                Html.at(Charts.y(pace.bright() + pace.dark(), most)),
                Wording.day(pace.acquired()),
                pace.bright(),
                pace.dark(),
                pace.wagons() > 0 ? ", about %d wagons".formatted(pace.wagons()) : ""));
    }

    private void phases(List<Phase.Begun> phases) {
        for (int i = 0; i < phases.size(); i++) {
            Instant until = i + 1 < phases.size() ? phases.get(i + 1).since() : site.until();
            double from = axis.x(phases.get(i).since());
            page.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"phase %s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"8\"><title>%s since"
                            + " %s</title></rect>%n",
                    phases.get(i).phase().written(),
                    Html.at(from),
                    Charts.CHART_HEIGHT + 4,
                    Html.at(Math.max(1, axis.x(until) - from)),
                    phases.get(i).phase().spoken(),
                    Wording.day(phases.get(i).since())));
        }
    }
}
