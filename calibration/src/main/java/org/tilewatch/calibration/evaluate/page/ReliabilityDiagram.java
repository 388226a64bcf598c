package org.tilewatch.calibration.evaluate.page;

import java.util.Locale;
import org.tilewatch.calibration.score.Honesty;

/** A reliability diagram as inline SVG: honest probabilities lie on the diagonal; below it the agent is too sure of itself. */
final class ReliabilityDiagram {

    private static final double EDGE = 200;
    private static final double LEFT = 34;
    private static final double TOP = 8;

    private ReliabilityDiagram() {}

    static String figure(Section.Diagram diagram) {
        StringBuilder svg = new StringBuilder();
        svg.append("<figure class=\"diagram\"><svg viewBox=\"0 0 250 250\" role=\"img\" aria-label=\"Reliability of ")
                .append(HtmlPage.escaped(diagram.title()))
                .append("\" fill=\"none\" stroke=\"var(--faint)\" font-size=\"10\">\n");
        svg.append(String.format(
                Locale.ROOT, "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>", LEFT, TOP, EDGE, EDGE));
        svg.append(String.format(
                Locale.ROOT,
                "<path stroke-dasharray=\"3 3\" d=\"M%.0f %.0fL%.0f %.0f\"/>\n",
                LEFT,
                TOP + EDGE,
                LEFT + EDGE,
                TOP));
        double most =
                diagram.bins().stream().mapToDouble(Honesty.Bin::cases).max().orElse(1);
        StringBuilder line = new StringBuilder();
        for (Honesty.Bin bin : diagram.bins()) {
            if (bin.cases() > 0) {
                double x = LEFT + EDGE * bin.told();
                double y = TOP + EDGE * (1 - bin.real());
                double radius = 2 + 5 * Math.log1p(bin.cases()) / Math.log1p(most);
                line.append(line.isEmpty() ? "M" : "L").append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"var(--mark)\" stroke=\"none\">"
                                + "<title>told %.2f, real %.2f, %.0f cases</title></circle>\n",
                        x,
                        y,
                        radius,
                        bin.told(),
                        bin.real(),
                        bin.cases()));
            }
        }
        svg.append("<path stroke=\"var(--mark)\" stroke-width=\"1.5\" d=\"")
                .append(line)
                .append("\"/>\n");
        svg.append("<g fill=\"var(--faint)\" stroke=\"none\">");
        svg.append("<text x=\"28\" y=\"212\" text-anchor=\"end\">0</text><text x=\"28\" y=\"16\""
                + " text-anchor=\"end\">1</text><text x=\"234\" y=\"222\" text-anchor=\"end\">1</text><text"
                + " x=\"134\" y=\"238\" text-anchor=\"middle\">told</text><text x=\"12\" y=\"108\""
                + " text-anchor=\"middle\" transform=\"rotate(-90 12 108)\">came true</text></g>");
        return svg.append("</svg><figcaption>Reliability: ")
                .append(HtmlPage.escaped(diagram.title()))
                .append("</figcaption></figure>\n")
                .toString();
    }
}
