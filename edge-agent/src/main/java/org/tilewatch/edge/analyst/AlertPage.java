package org.tilewatch.edge.analyst;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tilewatch.edge.report.alert.AlertSummary;

/** The page of a folder of alerts: a card for each event with its pictures. No script, nothing from elsewhere. */
final class AlertPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> ROLES = List.of("before", "after", "diff");
    private static final Map<String, String> CAPTIONS =
            Map.of("before", "before", "after", "after", "diff", "where it differs");

    private static final String HEAD = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
        <title>Tilewatch alerts</title><style>
        :root { color-scheme: light dark; --line: #8884; --urgent: light-dark(#c2410c, #ff9b6b); --mute: light-dark(#5b6470, #a2abb5) }
        body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 60rem }
        h1 { font-size: 1.4rem; margin: 0 } p { margin: .3rem 0 } nav a:not(:first-child) { margin-left: .8rem }
        article { border: 1px solid var(--line); border-left: 4px solid var(--mute); border-radius: 6px;
                  margin: 1rem 0; padding: .7rem 1rem }
        article.urgent { border-left-color: var(--urgent) } article.over { opacity: .65 }
        h2 { font-size: 1rem; margin: 0 } .facts { color: var(--mute); font-size: .9rem }
        .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem }
        figure { margin: .5rem 0 0 } img { width: 100%; border-radius: 4px; display: block; background: var(--line) }
        figcaption { color: var(--mute); font-size: .85rem }
        </style></head><body>
        """;

    private AlertPage() {}

    /** @param all how many events there are, of which the given ones are the newest */
    static String html(List<AlertIndex.Entry> newest, int all) {
        StringBuilder page = new StringBuilder(HEAD).append("<header><h1>Alerts</h1><p>");
        page.append(all == 1 ? "1 event" : "%,d events".formatted(all));
        page.append(newest.size() < all ? ", the newest %,d of them".formatted(newest.size()) : "");
        page.append(", newest first. <a href=\"alerts.geojson\">As GeoJSON</a></p>\n");
        page.append(sites(newest)).append("</header>\n<main>\n");
        for (AlertIndex.Entry each : newest) {
            card(page, each);
        }
        return page.append("</main></body></html>\n").toString();
    }

    /** A link to the newest event of each site. */
    private static String sites(List<AlertIndex.Entry> newest) {
        Map<String, Long> counts = newest.stream()
                .collect(Collectors.groupingBy(each -> place(each.alert()), TreeMap::new, Collectors.counting()));
        Map<String, String> first = newest.stream()
                .collect(Collectors.toMap(
                        each -> place(each.alert()), each -> each.alert().id(), (one, _) -> one));
        return counts.entrySet().stream()
                .map(each -> "<a href=\"#%s\">%s</a> (%d)"
                        .formatted(first.get(each.getKey()), escaped(each.getKey()), each.getValue()))
                .collect(Collectors.joining(" ", "<nav aria-label=\"Sites\">", "</nav>"));
    }

    private static void card(StringBuilder page, AlertIndex.Entry entry) {
        AlertSummary alert = entry.alert();
        boolean over = alert.change().equals("deletion")
                || alert.status().equals("ended")
                || alert.status().equals("absorbed");
        page.append("<article id=\"%s\" class=\"%s\">"
                .formatted(
                        alert.id(),
                        (alert.severity().equals("urgent") ? "urgent" : "routine") + (over ? " over" : "")));
        page.append("<h2>%s</h2><p>%s%s</p>"
                .formatted(
                        escaped(place(alert)),
                        escaped(inPrint(alert.sentence())),
                        alert.change().equals("deletion") ? " <strong>(withdrawn)</strong>" : ""));
        page.append("<p class=\"facts\">%s</p>".formatted(facts(alert)));
        page.append("<div class=\"pictures\">");
        for (String role : ROLES) {
            entry.pictures().stream()
                    .filter(name -> name.startsWith(role + "."))
                    .findFirst()
                    .ifPresent(name -> page.append(
                            "<figure><img loading=\"lazy\" src=\"%s\" alt=\"%s\"><figcaption>%s</figcaption></figure>"
                                    .formatted(link(entry, name), role, CAPTIONS.getOrDefault(role, role))));
        }
        page.append("</div><p class=\"facts\"><a href=\"%s\">alert.json</a></p></article>\n"
                .formatted(link(entry, "alert.json")));
    }

    /** The sentence is written for terminals too. */
    private static String inPrint(String sentence) {
        return sentence.replace("+-", "\u00B1").replaceAll("\\b(k?m)2\\b", "$1\u00B2");
    }

    private static String facts(AlertSummary alert) {
        String probability = Double.isNaN(alert.probability())
                ? ""
                : ", probability %d %%".formatted(Math.round(100 * alert.probability()));
        String zone = alert.zone().isEmpty() ? "" : ", zone " + alert.zone();
        return escaped("%s, %s, %s%s%s, tile %s"
                .formatted(
                        TIME.format(alert.acquired()),
                        alert.severity(),
                        alert.status(),
                        probability,
                        zone,
                        alert.tile()));
    }

    private static String place(AlertSummary alert) {
        return alert.station() + " / " + alert.site();
    }

    private static String link(AlertIndex.Entry entry, String name) {
        return entry.path().stream()
                        .map(level ->
                                URLEncoder.encode(level, StandardCharsets.UTF_8).replace("+", "%20"))
                        .collect(Collectors.joining("/"))
                + "/" + name;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return safe.toString();
    }
}
