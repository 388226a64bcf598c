package org.tilewatch.edge.report.page;

import static org.tilewatch.edge.report.page.Html.escaped;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.Picture;
import org.tilewatch.edge.report.record.Sentences;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.ToldAlert;
import org.tilewatch.edge.report.record.Wording;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;

/** A card per event: its sentence, its pictures before and after with outline and scale bar, what is known of it. */
final class EventCards {

    private final SiteRecord site;
    private final StringBuilder page;
    private final Projections projections = new Projections();

    EventCards(SiteRecord site, StringBuilder page) {
        this.site = site;
        this.page = page;
    }

    /** Appends the cards of the published events, numbered in this order. */
    void append() {
        List<EventRecord> events = site.published();
        for (int i = 0; i < events.size(); i++) {
            card(i + 1, events.get(i));
        }
    }

    private void card(int number, EventRecord record) {
        Event event = record.event();
        page.append("<article class=\"card\" id=\"event-")
                .append(number)
                .append("\">\n<header><span class=\"number kind-");
        page.append(Topics.lower(event.kind())).append("\">").append(number).append("</span><h3>");
        page.append(escaped(title(record))).append("</h3><span class=\"tag ").append(Topics.lower(event.status()));
        page.append("\">").append(Topics.lower(event.status())).append("</span></header>\n");
        page.append("<p class=\"sentence\">")
                .append(Html.set(Sentences.of(record, site.georeferenced())))
                .append("</p>\n<div class=\"body\">\n");
        pictures(number, record);
        page.append("<dl class=\"facts\">\n");
        facts(record);
        page.append("</dl>\n</div>\n");
        alerts(record);
        page.append("</article>\n");
    }

    static String title(EventRecord record) {
        Event event = record.event();
        return Wording.label(event.kind()) + " " + Topics.lower(event.polarity())
                + (record.zone().isEmpty() ? "" : " · " + record.zone());
    }

    private void pictures(int number, EventRecord record) {
        Optional<Picture> before = record.picture("before");
        Optional<Picture> after = record.picture("after");
        if (before.isEmpty() || after.isEmpty()) {
            page.append("<p class=\"nopictures\">The archive no longer holds pictures of this event.</p>\n");
            return;
        }
        Optional<PictureOverlay> overlay = record.pictured().flatMap(alert -> PictureOverlay.of(alert, projections));
        page.append("<div class=\"pictures\"><div class=\"pair\">\n");
        figure("Before", before.get(), record.pictured().map(ToldAlert::before), overlay);
        figure("After", after.get(), record.pictured().map(ToldAlert::after), overlay);
        page.append("<input class=\"slide\" type=\"range\" min=\"0\" max=\"100\" value=\"50\" aria-label=\"Event ")
                .append(number)
                .append(": how much of the picture before is shown\">\n</div>\n");
        record.picture("diff")
                .ifPresent(each -> page.append("<details class=\"diff\"><summary>What the detector saw")
                        .append("</summary><img alt=\"The look with the measured difference in colour and the"
                                + " outline\" src=\"")
                        .append(Html.dataUri(each))
                        .append("\"></details>\n"));
        page.append("</div>\n");
    }

    private void figure(String title, Picture picture, Optional<Instant> time, Optional<PictureOverlay> overlay) {
        String when = time.map(Wording::minute).orElse("");
        page.append("<figure class=\"")
                .append(picture.role())
                .append("\"><div class=\"frame\"><img alt=\"")
                .append(title);
        page.append(when.isEmpty() ? "" : ", taken " + when).append("\" src=\"").append(Html.dataUri(picture));
        page.append("\">");
        overlay.ifPresent(over -> overlay(over, picture.role().equals("after")));
        page.append("</div><figcaption><b>")
                .append(title)
                .append("</b> ")
                .append(when)
                .append("</figcaption></figure>\n");
    }

    private void overlay(PictureOverlay over, boolean outlined) {
        page.append("<svg class=\"overlay\" viewBox=\"0 0 ")
                .append(over.width())
                .append(' ')
                .append(over.height());
        page.append("\" aria-hidden=\"true\">");
        if (outlined) {
            page.append("<path class=\"halo\" d=\"").append(over.path()).append("\"/><path d=\"");
            page.append(over.path()).append("\"/>");
        }
        double bar = over.barMetres();
        double unit = over.width() / 100.0;
        double y = over.height() - 5 * unit;
        String line = "M%s %sh%s".formatted(Html.at(4 * unit), Html.at(y), Html.at(bar / over.metresPerPixel()));
        page.append("<g class=\"bar\" font-size=\"").append(Html.at(4.6 * unit)).append("\"><path class=\"halo\" d=\"");
        page.append(line)
                .append("\"/><path d=\"")
                .append(line)
                .append("\"/><text x=\"")
                .append(Html.at(4 * unit));
        page.append("\" y=\"").append(Html.at(y - 2.2 * unit)).append("\">");
        page.append(bar < 1 ? String.valueOf(bar) : String.format(Locale.ROOT, "%,.0f", bar))
                .append(" m</text></g></svg>");
    }

    private void facts(EventRecord record) {
        Event event = record.event();
        fact("Area", Html.set(Sentences.size(record, site.georeferenced())));
        fact("How probable", Html.set(Wording.percent(event.score())));
        fact("First seen", Wording.minute(event.firstSeen()));
        fact("Last seen", Wording.minute(event.lastSeen()) + ", on " + Wording.counted(event.looksSeen(), "look"));
        if (record.clearLooksBefore() > 0) {
            fact("Clear looks before", record.clearLooksBefore() + ", none shows it");
        }
        record.outline().ifPresent(outline -> fact("Place", place(outline)));
        fact("Tile", escaped(event.tile()));
        record.latestAlert().ifPresent(alert -> {
            fact("Judged with", escaped("thresholds " + alert.profile() + network(alert)));
            String why = explained(record.pictured().orElse(alert).explain());
            if (!why.isEmpty()) {
                fact("Score made from", escaped(why));
            }
        });
        fact("Event", "<code>" + escaped(event.id()) + "</code>");
    }

    private static String network(ToldAlert alert) {
        String model = alert.model();
        return model.length() < 15
                ? ", no network"
                : ", network " + model.substring(model.indexOf(':') + 1).substring(0, 8);
    }

    private static String explained(Map<String, Double> explain) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(explain)
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(name.replace('_', ' '))
                        .append(String.format(Locale.ROOT, " %.3g", value)));
        return text.toString();
    }

    private static String place(Outline outline) {
        double[] ring = outline.outer();
        double lon = 0;
        double lat = 0;
        for (int i = 0; i < ring.length; i += 2) {
            lon += 2 * ring[i] / ring.length;
            lat += 2 * ring[i + 1] / ring.length;
        }
        return String.format(Locale.ROOT, "%.5f, %.5f <span class=\"quiet\">(latitude, longitude)</span>", lat, lon);
    }

    private void fact(String name, String html) {
        page.append("<div><dt>").append(name).append("</dt><dd>").append(html).append("</dd></div>\n");
    }

    private void alerts(EventRecord record) {
        if (record.alerts().isEmpty()) {
            return;
        }
        page.append("<details class=\"alerts\"><summary>")
                .append(Wording.counted(record.alerts().size(), "alert"))
                .append(" told</summary><ol>\n");
        for (ToldAlert alert : record.alerts()) {
            page.append("<li><time>").append(Wording.minute(alert.told())).append("</time> ");
            page.append("<b>").append(escaped(alert.severity())).append("</b> ").append(Html.set(alert.sentence()));
            page.append(" <code>").append(escaped(alert.id())).append("</code></li>\n");
        }
        page.append("</ol></details>\n");
    }
}
