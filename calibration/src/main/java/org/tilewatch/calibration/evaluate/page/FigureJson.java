package org.tilewatch.calibration.evaluate.page;

import java.util.List;
import org.tilewatch.calibration.score.Honesty;
import org.tilewatch.calibration.score.Measured;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report as one JSON object: section, figure, then value, interval and counterpart. */
public final class FigureJson {

    private FigureJson() {}

    /**
     * On one line.
     *
     * @param profile id of the thresholds that were measured
     */
    public static String of(String profile, List<Section> sections) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", 1).put("profile", profile);
        for (Section section : sections) {
            ObjectNode part = root.putObject(section.key());
            section.figures().forEach(figure -> figure(part.putObject(figure.key()), figure));
            if (!section.diagrams().isEmpty()) {
                ArrayNode diagrams = part.putArray("reliability");
                section.diagrams().forEach(diagram -> bins(diagrams.addObject(), diagram));
            }
        }
        return root.toString();
    }

    private static void figure(ObjectNode into, Figure figure) {
        Measured measured = figure.measured();
        number(into, "value", measured.value());
        if (measured.hasInterval()) {
            number(into, "low", measured.low());
            number(into, "high", measured.high());
        }
        if (!figure.beside().isEmpty()) {
            into.put("beside", figure.beside());
        }
    }

    private static void bins(ObjectNode into, Section.Diagram diagram) {
        into.put("of", diagram.title());
        ArrayNode bins = into.putArray("bins");
        for (Honesty.Bin bin : diagram.bins()) {
            ObjectNode one = bins.addObject();
            number(one, "cases", bin.cases());
            number(one, "told", bin.told());
            number(one, "real", bin.real());
        }
    }

    private static void number(ObjectNode into, String key, double value) {
        if (!Double.isFinite(value)) {
            into.putNull(key);
        } else if (value == Math.rint(value)) {
            into.put(key, (long) value);
        } else {
            into.put(key, Math.round(value * 1e6) / 1e6);
        }
    }
}
