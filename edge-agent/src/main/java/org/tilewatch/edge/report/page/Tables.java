package org.tilewatch.edge.report.page;

import static org.tilewatch.edge.report.page.Html.escaped;

import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.LookRecord;
import org.tilewatch.edge.report.record.Sentences;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;
import org.tilewatch.edge.site.Event;

/** The events with their measures, and the images that were used, as tables. */
final class Tables {

    private Tables() {}

    static void events(SiteRecord site, StringBuilder page) {
        page.append("<table class=\"list\"><thead><tr><th class=\"right\">No.</th><th>What</th><th"
                + " class=\"right\">Area</th>");
        page.append(
                "<th>First seen</th><th>Last seen</th><th class=\"right\">Looks</th><th class=\"right\">Probable</th>");
        page.append("<th>Status</th></tr></thead><tbody>\n");
        List<EventRecord> events = site.published();
        for (int i = 0; i < events.size(); i++) {
            EventRecord record = events.get(i);
            Event event = record.event();
            page.append("<tr><td class=\"right\"><a href=\"#event-")
                    .append(i + 1)
                    .append("\">")
                    .append(i + 1);
            page.append("</a></td><td class=\"what\">").append(escaped(EventCards.title(record)));
            page.append("</td><td class=\"right\" data-name=\"Area\">")
                    .append(Html.set(Sentences.size(record, site.georeferenced())));
            page.append("</td><td data-name=\"First seen\">").append(Wording.day(event.firstSeen()));
            page.append("</td><td data-name=\"Last seen\">").append(Wording.day(event.lastSeen()));
            page.append("</td><td class=\"right\" data-name=\"Looks\">").append(event.looksSeen());
            page.append("</td><td class=\"right\" data-name=\"Probable\">")
                    .append(Html.set(Wording.percent(event.score())));
            page.append("</td><td data-name=\"Status\">")
                    .append(Topics.lower(event.status()))
                    .append("</td></tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    static void images(SiteRecord site, StringBuilder page) {
        page.append(
                "<table class=\"list images\"><thead><tr><th>Taken</th><th>Verdict</th><th class=\"right\">Score</th>");
        page.append("<th>Image</th><th>SHA-256</th></tr></thead><tbody>\n");
        for (LookRecord look : site.looks()) {
            page.append("<tr><td class=\"what\">").append(Wording.minute(look.acquired()));
            page.append("</td><td data-name=\"Verdict\"><i class=\"mark ")
                    .append(Coverage.seen(look))
                    .append("\"></i>");
            page.append(escaped(look.verdict() + (look.reason().isEmpty() ? "" : ": " + look.reason())));
            page.append("</td><td class=\"right\" data-name=\"Score\">");
            page.append(Double.isFinite(look.score()) ? String.format(Locale.ROOT, "%.2f", look.score()) : "&ndash;");
            page.append("</td><td class=\"file\" data-name=\"Image\">").append(escaped(look.name()));
            page.append("</td><td class=\"hash\" data-name=\"SHA-256\"><code>").append(escaped(look.sha256()));
            page.append("</code></td></tr>\n");
        }
        page.append("</tbody></table>\n");
    }
}
