package org.tilewatch.calibration.evaluate.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;

/** A report as one HTML page that refers to nothing outside itself: style, diagrams and pictures are inside. */
public final class HtmlPage {

    private static final String HEAD = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <style>
        :root { --paper: #fbfbf9; --ink: #1d2226; --faint: #5c666d; --line: #d5d9dc; --mark: #0a6c74; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #15191c; --ink: #e6e8ea; --faint: #a0a9b0; --line: #3a4248; --mark: #5fc3cc; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .3rem; }
        p { margin: .3rem 0 .8rem; color: var(--faint); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        thead th { color: var(--faint); font-weight: normal; } tbody th { font-weight: normal; }
        td.value { font-weight: 600; white-space: nowrap; } td.range { white-space: nowrap; }
        td.beside, td.range { color: var(--faint); }
        .row { display: flex; flex-wrap: wrap; gap: 1rem; }
        figure { margin: .8rem 0; flex: 1 1 18rem; min-width: 0; } figure.diagram { flex: 0 1 20rem; }
        img, svg { display: block; width: 100%; height: auto; }
        figcaption { color: var(--faint); font-size: .9rem; overflow-wrap: anywhere; }
        @media (max-width: 40rem) {
          thead { position: absolute; left: -9999px; }
          tr { display: grid; grid-template-columns: 1fr auto; border-bottom: 1px solid var(--line); padding: .3rem 0; }
          th, td { border: 0; padding: 0 .5rem 0 0; } tbody th { grid-column: 1; } td.value { grid-column: 2; }
          td.beside { grid-row: 2; grid-column: 1; } td.range { grid-row: 2; grid-column: 2; }
        }
        </style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        <p>{lead}</p>
        """;

    private HtmlPage() {}

    /**
     * The whole page.
     *
     * @param lead what was measured, in a sentence
     */
    public static String of(String title, String lead, List<Section> sections) {
        StringBuilder page =
                new StringBuilder(HEAD.replace("{title}", escaped(title)).replace("{lead}", escaped(lead)));
        sections.forEach(section -> section(page, section));
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    /** Writes a page so that the file is complete as soon as it has its name. */
    public static void write(Path file, String page) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.writeString(part, page);
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void section(StringBuilder page, Section section) {
        page.append("<section>\n<h2>").append(escaped(section.title())).append("</h2>\n");
        if (!section.note().isEmpty()) {
            page.append("<p>").append(escaped(section.note())).append("</p>\n");
        }
        if (!section.figures().isEmpty()) {
            page.append("<table>\n<thead><tr><th>measure</th><th>value</th><th>90 % interval</th><th>beside</th></tr>"
                    + "</thead>\n<tbody>\n");
            section.figures().forEach(figure -> row(page, figure));
            page.append("</tbody>\n</table>\n");
        }
        if (!section.diagrams().isEmpty()) {
            page.append("<div class=\"row\">\n");
            section.diagrams().forEach(diagram -> page.append(ReliabilityDiagram.figure(diagram)));
            page.append("</div>\n");
        }
        if (!section.pictures().isEmpty()) {
            page.append("<div class=\"row\">\n");
            section.pictures().forEach(picture -> picture(page, picture));
            page.append("</div>\n");
        }
        page.append("</section>\n");
    }

    private static void row(StringBuilder page, Figure figure) {
        page.append(
                "<tr><th scope=\"row\">%s</th><td class=\"value\">%s</td><td class=\"range\">%s</td><td class=\"beside\">%s</td></tr>\n"
                        .formatted(
                                escaped(figure.label()), figure.value(), figure.interval(), escaped(figure.beside())));
    }

    private static void picture(StringBuilder page, Section.Picture picture) {
        page.append("<figure><img loading=\"lazy\" alt=\"")
                .append(escaped(picture.alternative()))
                .append("\" src=\"data:image/jpeg;base64,")
                .append(Base64.getEncoder().encodeToString(picture.jpeg()))
                .append("\"><figcaption>")
                .append(escaped(picture.caption()))
                .append("</figcaption></figure>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
