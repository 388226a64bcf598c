package org.tilewatch.edge.report;

import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.pace.ZonePace;
import tools.jackson.databind.node.ObjectNode;

/** The codec of the pace of work in a zone, as coverage and alerts tell it. */
public final class PaceJson {

    private PaceJson() {}

    /** Fills an empty object. */
    public static void put(ObjectNode pace, ZonePace work) {
        Pace last = work.latest();
        pace.put("look", last.acquired().toString());
        pace.put("disturbed_m2", Math.round(last.disturbedSquareMetres()));
        pace.put("built_m2", Math.round(last.builtSquareMetres()));
        pace.put("bright_objects", last.bright()).put("dark_objects", last.dark());
        pace.put("wagons", last.wagons());
        pace.put("phase", work.phase().phase().written());
        pace.put("phase_since", work.phase().since().toString());
        pace.put(
                "growing_since",
                work.growth().map(each -> each.since().toString()).orElse(null));
    }
}
