package org.tilewatch.edge.report.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.LookRecord;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;

/** Time line and activity over the looks, as drawings. */
final class Charts {

    private static final int WIDTH = 960;
    static final int LEFT = 44;
    static final int RIGHT = WIDTH - 16;
    private static final int ROW = 22;
    /** Rows of the time line; a site with more events shows the largest. */
    private static final int MOST_ROWS = 40;

    static final int CHART_HEIGHT = 170;

    private final SiteRecord site;
    private final TimeAxis axis;

    Charts(SiteRecord site) {
        this.site = site;
        this.axis = new TimeAxis(site.from(), site.until(), LEFT, RIGHT);
    }

    /** A row per event from its first to its last look, below the looks themselves. */
    void timeLine(StringBuilder page) {
        List<EventRecord> events = site.published();
        int rows = Math.min(MOST_ROWS, events.size());
        int bottom = 40 + rows * ROW;
        open(page, bottom + 22, "Time line of looks and events");
        axis.ticks(page, 8, bottom);
        page.append("<text class=\"name\" x=\"0\" y=\"22\">looks</text>\n");
        for (LookRecord look : site.looks()) {
            page.append("<circle class=\"look ").append(Coverage.seen(look)).append("\" cx=\"");
            page.append(Html.at(axis.x(look.acquired()))).append("\" cy=\"18\" r=\"4.5\"><title>");
            page.append(Html.escaped(Wording.minute(look.acquired()) + ": " + look.verdict() + because(look)));
            page.append("</title></circle>\n");
        }
        for (int i = 0; i < rows; i++) {
            row(page, i + 1, events.get(i).event(), 40 + i * ROW);
        }
        page.append("</svg></div>\n");
        if (rows < events.size()) {
            page.append("<p class=\"quiet\">The first ").append(rows).append(" events are drawn.</p>\n");
        }
    }

    private static String because(LookRecord look) {
        return look.reason().isEmpty() ? "" : " (" + look.reason() + ")";
    }

    private void row(StringBuilder page, int number, Event event, int y) {
        double x = axis.x(event.firstSeen());
        boolean lasts = event.status() == EventStatus.CONFIRMED || event.status() == EventStatus.ABSORBED;
        double end = lasts ? RIGHT : axis.x(event.lastSeen());
        page.append("<a href=\"#event-")
                .append(number)
                .append("\"><text class=\"name\" x=\"22\" y=\"")
                .append(y + 13);
        page.append("\" text-anchor=\"end\">").append(number).append("</text>");
        page.append(String.format(
                Locale.ROOT,
                "<rect class=\"span kind-%s %s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"12\" rx=\"6\"><title>",
                Topics.lower(event.kind()),
                Topics.lower(event.status()),
                Html.at(x - 6),
                y + 3,
                Html.at(Math.max(12, end - x + 12))));
        page.append(Html.escaped("%s %s, %s to %s"
                .formatted(
                        Wording.label(event.kind()),
                        Topics.lower(event.polarity()),
                        Wording.day(event.firstSeen()),
                        Wording.day(event.lastSeen()))));
        page.append("</title></rect></a>\n");
    }

    /** How much ground the events cover that were open at each time. */
    void changedGround(StringBuilder page) {
        List<Event> events = site.published().stream()
                .map(EventRecord::event)
                .filter(event -> event.status() != EventStatus.RETRACTED)
                .toList();
        double most = events.stream().mapToDouble(Event::areaSquareMetres).sum();
        open(page, CHART_HEIGHT + 22, "Changed ground over time");
        axis.ticks(page, 8, CHART_HEIGHT);
        double top = niceTop(Math.max(1, most));
        levels(page, top);
        StringBuilder line = new StringBuilder("M" + LEFT + " " + CHART_HEIGHT);
        double before = 0;
        for (LookRecord look : site.looks()) {
            double now = openArea(events, look.acquired());
            String x = Html.at(axis.x(look.acquired()));
            line.append('L').append(x).append(' ').append(Html.at(y(before, top)));
            line.append('L').append(x).append(' ').append(Html.at(y(now, top)));
            before = now;
        }
        line.append('L').append(RIGHT).append(' ').append(Html.at(y(before, top)));
        page.append("<path class=\"area\" d=\"")
                .append(line)
                .append('L')
                .append(RIGHT)
                .append(' ')
                .append(CHART_HEIGHT);
        page.append("Z\"/><path class=\"line\" d=\"").append(line).append("\"/>\n</svg></div>\n");
    }

    private static double openArea(List<Event> events, Instant at) {
        return events.stream()
                .filter(event -> !event.firstSeen().isAfter(at))
                .filter(event ->
                        event.status() != EventStatus.ENDED || !event.lastSeen().isBefore(at))
                .mapToDouble(Event::areaSquareMetres)
                .sum();
    }

    /** How probable it is on each look that anything changed. */
    void probabilities(StringBuilder page) {
        open(page, CHART_HEIGHT + 22, "Probability of change by look");
        axis.ticks(page, 8, CHART_HEIGHT);
        for (double level : new double[] {0, 0.5, 1}) {
            level(page, level, 1, Wording.percent(level).replace("99", "100"));
        }
        for (LookRecord look : site.looks()) {
            double x = axis.x(look.acquired());
            if (Double.isFinite(look.score())) {
                double y = y(look.score(), 1);
                page.append(String.format(
                        Locale.ROOT,
                        "<line class=\"stem\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%s\"/><circle class=\"dot\" cx=\"%s\""
                                + " cy=\"%s\" r=\"4\">",
                        Html.at(x),
                        Html.at(x),
                        CHART_HEIGHT,
                        Html.at(y),
                        Html.at(x),
                        Html.at(y)));
                page.append("<title>").append(Wording.minute(look.acquired())).append(": ");
                page.append(Wording.percent(look.score())).append("</title></circle>\n");
            } else {
                page.append("<path class=\"none\" d=\"M")
                        .append(Html.at(x - 3))
                        .append(' ')
                        .append(CHART_HEIGHT - 6);
                page.append("l6 6m0 -6l-6 6\"/>\n");
            }
        }
        page.append("</svg></div>\n");
    }

    static void levels(StringBuilder page, double top) {
        level(page, 0, top, "0");
        level(page, top / 2, top, Wording.number(top / 2));
        level(page, top, top, Wording.number(top));
    }

    private static void level(StringBuilder page, double value, double top, String text) {
        String y = Html.at(y(value, top));
        page.append("<line class=\"grid\" x1=\"")
                .append(LEFT)
                .append("\" x2=\"")
                .append(RIGHT)
                .append("\" y1=\"")
                .append(y);
        page.append("\" y2=\"")
                .append(y)
                .append("\"/><text class=\"level\" x=\"")
                .append(LEFT - 6)
                .append("\" y=\"");
        page.append(Html.at(y(value, top) + 4)).append("\">").append(text).append("</text>\n");
    }

    static double y(double value, double top) {
        return CHART_HEIGHT - value / top * (CHART_HEIGHT - 14);
    }

    static double niceTop(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 4, 5, 10}) {
            if (value <= step * decade) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    static void open(StringBuilder page, int height, String title) {
        page.append("<div class=\"wide\"><svg class=\"chart\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height);
        page.append("\" role=\"img\" aria-label=\"").append(title).append("\">\n");
    }
}
