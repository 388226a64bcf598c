package org.tilewatch.calibration.evaluate.series;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the agent told about one look, read from the line that {@code replay} writes: what is scored is what is told, rounding included.
 *
 * @param verdict learning, changed, unchanged or unusable
 * @param tiles tiles of 256 px that were seen clearly and judged
 */
public record LookAnswer(String verdict, double tiles, List<Told> objects) {

    private static final double TILE_PIXELS = 65536;

    /**
     * One object of a look.
     *
     * @param number of the object-look on its site, from 0 in the order of time
     * @param look index of the look on its site
     * @param status as written: provisional, confirmed, absorbed, ended or retracted
     * @param ring outer ring in the file's pixels, rounded to whole ones: x0, y0, x1, ...
     */
    public record Told(
            int number,
            int look,
            String id,
            String status,
            double score,
            boolean alert,
            String polarity,
            double areaSquareMetres,
            int[] ring) {

        /** Whether it is there, rather than told to be over. */
        public boolean open() {
            return !status.equals("ended") && !status.equals("retracted");
        }

        /** Whether more than one look saw it. */
        public boolean confirmed() {
            return status.equals("confirmed");
        }
    }

    public LookAnswer {
        objects = List.copyOf(objects);
    }

    /** Whether the look could not be judged at all. */
    public boolean unusable() {
        return verdict.equals("unusable");
    }

    /**
     * Reads a line.
     *
     * @param look index of the look on its site
     * @param first number of its first object
     * @param pixels of the file
     */
    static LookAnswer read(String line, int look, int first, long pixels) {
        JsonNode root = JsonMapper.shared().readTree(line);
        List<Told> objects = new ArrayList<>();
        for (JsonNode object : root.path("objects")) {
            objects.add(new Told(
                    first + objects.size(),
                    look,
                    object.path("id").asString(""),
                    object.path("status").asString(""),
                    object.path("score").asDouble(0),
                    object.path("alert").asBoolean(false),
                    object.path("polarity").asString(""),
                    object.path("area_m2").asDouble(0),
                    ring(object.path("pixels"))));
        }
        String verdict = root.path("verdict").asString("");
        boolean judged = verdict.equals("changed") || verdict.equals("unchanged");
        double tiles = judged ? root.path("observed_fraction").asDouble(0) * pixels / TILE_PIXELS : 0;
        return new LookAnswer(verdict, tiles, objects);
    }

    private static int[] ring(JsonNode pixels) {
        int[] ring = new int[2 * pixels.size()];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = (int) Math.rint(pixels.get(i / 2).get(i % 2).asDouble(0));
        }
        return ring;
    }
}
