package org.tilewatch.calibration.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured as a table of 80 columns, or as one JSON object. */
final class BenchText {

    private BenchText() {}

    static List<String> table(Bench.Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("%d drawn looks of %d x %d pixels, six looks remembered; rounds: %d"
                .formatted(
                        result.looks(), result.window().width(), result.window().height(), result.rounds()));
        lines.add("");
        lines.add("stage               ns/pixel          Mpx/s  x copy   heap/look  native/look");
        result.costs().forEach(cost -> lines.add(line(cost)));
        lines.add("");
        explained(result.costs().getLast().copyNanosPerPixel()).lines().forEach(lines::add);
        result.residentGrowthBytes()
                .ifPresent(bytes -> lines.add(
                        "the process grew by %.1f MiB resident over the rounds".formatted(bytes / 1048576.0)));
        return lines;
    }

    private static String explained(double copyNanosPerPixel) {
        return """
            ns/pixel     of one thread on the processor, per pixel of the look's file:
                         median of the rounds, and half the distance of their quartiles
            x copy       times a plain copy of the look's samples, taken in turn; that
                         took %.2f ns/pixel
            heap/look    taken of Java's heap
            native/look  growth of what malloc has handed out: buffers that grow, and what
                         is left to the collector; what a stage frees itself is not seen
            register and detect hold the stages below them; the whole look holds all, and
            the recalling and learning of looks, events and the store besides
            """.formatted(copyNanosPerPixel);
    }

    private static String line(Cost cost) {
        String name = cost.within().isEmpty() ? cost.stage() : "  " + cost.stage();
        return String.format(
                Locale.ROOT,
                "%-18s %9.3f +-%6.3f %8.1f %7.1f %7.1f KiB %8s KiB",
                name,
                cost.nanosPerPixel(),
                (cost.highNanosPerPixel() - cost.lowNanosPerPixel()) / 2,
                cost.megapixelsPerSecond(),
                cost.copies(),
                cost.heapBytesPerLook() / 1024,
                cost.nativeBytesPerLook().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.1f", cost.nativeBytesPerLook().getAsDouble() / 1024)
                        : "?");
    }

    static String json(Bench.Result result) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", 1).put("looks", result.looks()).put("rounds", result.rounds());
        root.putArray("pixels").add(result.window().width()).add(result.window().height());
        result.residentGrowthBytes().ifPresent(bytes -> root.put("resident_growth_bytes", bytes));
        ArrayNode stages = root.putArray("stages");
        result.costs().forEach(cost -> json(cost, stages.addObject()));
        return root.toString();
    }

    private static void json(Cost cost, ObjectNode into) {
        into.put("stage", cost.stage());
        if (cost.within().isEmpty()) {
            into.putNull("within");
        } else {
            into.put("within", cost.within());
        }
        into.put("ns_per_pixel", rounded(cost.nanosPerPixel()));
        into.putArray("ns_per_pixel_quartiles")
                .add(rounded(cost.lowNanosPerPixel()))
                .add(rounded(cost.highNanosPerPixel()));
        into.put("megapixels_per_second", rounded(cost.megapixelsPerSecond()));
        into.put("copies", rounded(cost.copies()));
        into.put("copy_ns_per_pixel", rounded(cost.copyNanosPerPixel()));
        into.put("heap_bytes_per_look", Math.round(cost.heapBytesPerLook()));
        if (cost.nativeBytesPerLook().isPresent()) {
            into.put(
                    "native_bytes_per_look",
                    Math.round(cost.nativeBytesPerLook().getAsDouble()));
        } else {
            into.putNull("native_bytes_per_look");
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
