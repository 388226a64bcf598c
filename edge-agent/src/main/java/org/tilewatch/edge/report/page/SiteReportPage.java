package org.tilewatch.edge.report.page;

import static org.tilewatch.edge.report.page.Html.escaped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.Findings;
import org.tilewatch.edge.report.record.LookRecord;
import org.tilewatch.edge.report.record.Sentences;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.ToldAlert;
import org.tilewatch.edge.report.record.Wording;

/** The site report: one page that needs nothing else, with or without script, on screen and on paper. */
public final class SiteReportPage {

    private final SiteRecord site;
    private final StringBuilder page = new StringBuilder(1 << 16);

    private SiteReportPage(SiteRecord site) {
        this.site = site;
    }

    /** The whole page; the same record gives the same text. */
    public static String of(SiteRecord site) {
        return new SiteReportPage(site).write();
    }

    private String write() {
        head();
        summary();
        if (!site.published().isEmpty()) {
            section("Events", "");
            Tables.events(site, page);
            end();
            section("Before and after", "Drag the line across a picture to compare.");
            new EventCards(site, page).append();
            end();
        }
        SitePlanDrawing.append(site, page);
        Charts charts = new Charts(site);
        section("Time line", "A dot is a look, a bar an event from the first look that showed it.");
        charts.timeLine(page);
        end();
        section(
                "Activity",
                "Ground covered by the events that were open, " + (site.georeferenced() ? "m2" : "px") + ".");
        charts.changedGround(page);
        page.append("<p class=\"lead\">Probability that anything changed, look by look; a cross is a look that tells"
                + " nothing.</p>\n");
        charts.probabilities(page);
        new PaceCharts(site, page).append();
        end();
        section("When the site was seen", "A day without sight is no day without change.");
        Coverage.calendar(site, page);
        end();
        section("Images used", "");
        Tables.images(site, page);
        end();
        provenance();
        page.append("</main>\n<script>\n").append(text("report.js")).append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head() {
        String title = site.site() + ", " + Wording.day(site.from()) + " to "
                + Wording.day(site.until().minusMillis(1));
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(escaped(title));
        page.append("</title>\n<style>\n")
                .append(text("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n<header class=\"top\">\n");
        page.append("<p class=\"kicker\">Site report")
                .append(site.station().isEmpty() ? "" : " · " + escaped(site.station()));
        page.append("</p>\n<h1>").append(escaped(site.site())).append("</h1>\n<p class=\"period\">");
        page.append(Wording.day(site.from()))
                .append(" to ")
                .append(Wording.day(site.until().minusMillis(1)));
        page.append(" <span class=\"quiet\">drawn up ")
                .append(Wording.minute(site.drawnUp()))
                .append(" UTC</span></p>\n");
        page.append("</header>\n");
    }

    private void summary() {
        List<String> sentences = Sentences.summary(site);
        page.append("<section class=\"summary\">\n<h2>Summary</h2>\n<dl class=\"tiles\">");
        tile(String.valueOf(site.published().size()), site.published().size() == 1 ? "event" : "events");
        tile(site.clearLooks() + " of " + site.looks().size(), "looks saw the site");
        tile(
                site.lastClear()
                        .map(look -> Wording.day(look.acquired()).toString())
                        .orElse("never"),
                "last seen");
        tile(
                String.valueOf(site.published().stream()
                        .mapToInt(each -> each.alerts().size())
                        .sum()),
                "alerts told");
        page.append("</dl>\n<p class=\"lead\">")
                .append(Html.set(String.join(" ", sentences)))
                .append("</p>\n");
        List<String> findings = Findings.of(site);
        if (!findings.isEmpty()) {
            page.append("<ul class=\"findings\">\n");
            findings.forEach(each -> page.append("<li>").append(Html.set(each)).append("</li>\n"));
            page.append("</ul>\n<h3>Every event</h3>\n");
        }
        page.append("<ul class=\"sentences\">\n");
        List<EventRecord> events = site.published();
        for (int i = 0; i < events.size(); i++) {
            page.append("<li><a class=\"number kind-")
                    .append(org.tilewatch.edge.report.Topics.lower(
                            events.get(i).event().kind()))
                    .append("\" href=\"#event-")
                    .append(i + 1)
                    .append("\">")
                    .append(i + 1)
                    .append("</a><span>");
            page.append(Html.set(Sentences.of(events.get(i), site.georeferenced())))
                    .append("</span></li>\n");
        }
        page.append("</ul>\n");
        end();
    }

    private void tile(String value, String name) {
        page.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>");
    }

    private void section(String title, String lead) {
        page.append("<section>\n<h2>").append(title).append("</h2>\n");
        if (!lead.isEmpty()) {
            page.append("<p class=\"lead\">").append(Html.set(lead)).append("</p>\n");
        }
    }

    private void end() {
        page.append("</section>\n");
    }

    private void provenance() {
        Set<String> profiles = new TreeSet<>();
        Set<String> models = new TreeSet<>();
        site.published().stream()
                .flatMap(each -> each.alerts().stream())
                .forEach(alert -> told(alert, profiles, models));
        section("How this was found", "");
        page.append("<p>")
                .append(Html.set("Every look is compared with those before it. How probable an event is was learned"
                        + " from labelled series: of events told with 90 %, about nine in ten are real. "));
        if (site.falsePerHundredTiles().isPresent()) {
            page.append(Html.set("The station's alert budget is %s false alerts per hundred tiles of a look. "
                    .formatted(plain(site.falsePerHundredTiles().getAsDouble()))));
        }
        if (!profiles.isEmpty()) {
            page.append("Thresholds: ")
                    .append(escaped(String.join(", ", profiles)))
                    .append(". ");
        }
        page.append(models.isEmpty() ? "" : "Network: <code>" + escaped(String.join(", ", models)) + "</code>. ");
        long hidden = site.looks().stream()
                .filter(look -> !look.clear())
                .map(LookRecord::reason)
                .count();
        page.append(hidden == 0 ? "" : Html.set(Wording.counted(hidden, "look") + " showed nothing of use. "));
        page.append("Times are UTC.</p>\n");
        end();
    }

    private static void told(ToldAlert alert, Set<String> profiles, Set<String> models) {
        if (!alert.profile().isEmpty()) {
            profiles.add(alert.profile());
        }
        if (!alert.model().isEmpty()) {
            models.add(alert.model());
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(SiteReportPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + name, e);
        }
    }
}
