package org.tilewatch.calibration.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.calibration.truth.SiteTruth.Look;
import org.tilewatch.calibration.truth.SiteTruth.PlantedChange;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.imagery.Affine;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code truth.json}. All that is wrong in a file is told at once, with the place inside it and the value. */
public final class SiteTruthReader {

    /** Name of the file with the truth of the series beside it. */
    public static final String NAME = "truth.json";

    private static final int LARGEST_EDGE = 65_536;

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    private SiteTruthReader(Path file) {
        this.file = file;
    }

    /** Reads one file; the looks lie beside it. */
    public static SiteTruth read(Path file) throws IOException, WrongConfiguration {
        SiteTruthReader reader = new SiteTruthReader(file);
        SiteTruth truth = reader.site(reader.tree());
        if (!reader.problems.isEmpty()) {
            throw new WrongConfiguration(reader.problems);
        }
        return truth;
    }

    private JsonNode tree() throws IOException, WrongConfiguration {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            int line = at == null ? 0 : Math.max(0, at.getLineNr());
            int column = at == null ? 0 : Math.max(1, at.getColumnNr());
            throw new WrongConfiguration(
                    List.of(new Problem(file, line, column, "file", "is not JSON: " + e.getOriginalMessage())));
        }
    }

    private SiteTruth site(JsonNode root) {
        int size = whole(root, "size", "", 1, LARGEST_EDGE);
        double gsd = number(root, "gsd_m", "", 1e-3, 1e5);
        JsonNode plantedRows = list(root, "events", "");
        List<Look> looks = new ArrayList<>();
        for (JsonNode row : list(root, "looks", "")) {
            looks.add(look(row, "looks[" + looks.size() + "].", size, gsd, plantedRows.size()));
        }
        List<PlantedChange> events = new ArrayList<>();
        for (JsonNode row : plantedRows) {
            events.add(event(row, "events[" + events.size() + "].", looks.size()));
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path known = folder == null ? Path.of(".") : folder;
        String name = root.path("site").asString(String.valueOf(known.getFileName()));
        return new SiteTruth(known, name, size, gsd, whole(root, "warm_up_looks", "", 0, 1000), looks, events);
    }

    private Look look(JsonNode row, String at, int size, double gsd, int events) {
        double[] m = warp(row, at);
        JsonNode hiddenRows = list(row, "events", at);
        double[] hidden = new double[events];
        for (int i = 0; i < hiddenRows.size(); i++) {
            JsonNode one = hiddenRows.get(i);
            String place = at + "events[" + i + "].";
            int event = one.has("event") ? whole(one, "event", place, 0, events - 1) : i;
            if (event >= 0 && event < events) {
                hidden[event] = number(one, "hidden", place, 0, 1);
            }
        }
        return new Look(
                text(row, "file", at),
                number(row, "cloud", at, 0, 1),
                number(row, "nodata", at, 0, 1),
                row.has("width") ? whole(row, "width", at, 1, LARGEST_EDGE) : size,
                row.has("height") ? whole(row, "height", at, 1, LARGEST_EDGE) : size,
                row.has("gsd_m") ? number(row, "gsd_m", at, 1e-3, 1e5) : gsd,
                new Affine(m[2], m[0], m[1], m[5], m[3], m[4]),
                bustle(row, at),
                hidden);
    }

    private double[] warp(JsonNode row, String at) {
        JsonNode warp = row.path("warp");
        double[] m = {1, 0, 0, 0, 1, 0};
        boolean right =
                warp.size() == 2 && warp.get(0).size() == 3 && warp.get(1).size() == 3;
        for (int i = 0; right && i < 6; i++) {
            JsonNode value = warp.get(i / 3).get(i % 3);
            right = value.isNumber();
            m[i] = value.asDouble(0);
        }
        if (!right || !Double.isFinite(m[2] + m[5]) || m[0] * m[4] - m[1] * m[3] == 0) {
            wrong(at + "warp", warp, "two rows of three numbers, to be undone");
            return new double[] {1, 0, 0, 0, 1, 0};
        }
        return m;
    }

    private List<int[]> bustle(JsonNode row, String at) {
        List<int[]> cars = new ArrayList<>();
        for (JsonNode car : row.path("bustle")) {
            int[] box = numbers(car);
            if (box.length != 4) {
                wrong(at + "bustle[" + cars.size() + "]", car, "x, y, width and height");
            } else {
                cars.add(box);
            }
        }
        return cars;
    }

    private PlantedChange event(JsonNode row, String at, int looks) {
        List<int[]> rings = new ArrayList<>();
        for (JsonNode polygon : list(row, "polygons_px", at)) {
            int[] ring = new int[2 * polygon.size()];
            for (int i = 0; i < polygon.size(); i++) {
                int[] corner = numbers(polygon.get(i));
                if (corner.length != 2) {
                    wrong(at + "polygons_px[" + rings.size() + "][" + i + "]", polygon.get(i), "x and y");
                    break;
                }
                ring[2 * i] = corner[0];
                ring[2 * i + 1] = corner[1];
            }
            if (polygon.size() < 3) {
                wrong(at + "polygons_px[" + rings.size() + "]", polygon, "at least three corners");
            }
            rings.add(ring);
        }
        int first = whole(row, "first_look", at, 0, looks - 1);
        return new PlantedChange(
                text(row, "kind", at), first, whole(row, "last_look", at, first, Integer.MAX_VALUE), rings);
    }

    /** Empty where one of them is no number; parts of a pixel are cut off. */
    private static int[] numbers(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!list.get(i).isNumber()) {
                return new int[0];
            }
            values[i] = (int) list.get(i).asDouble(0);
        }
        return values;
    }

    private JsonNode list(JsonNode in, String key, String at) {
        JsonNode value = in.path(key);
        if (!value.isArray()) {
            wrong(at + key, value, "a list");
        }
        return value;
    }

    private String text(JsonNode in, String key, String at) {
        JsonNode value = in.path(key);
        if (!value.isString() || value.asString("").isEmpty()) {
            wrong(at + key, value, "text");
        }
        return value.asString("");
    }

    private int whole(JsonNode in, String key, String at, int least, int most) {
        double value = number(in, key, at, least, most);
        if (value != Math.rint(value)) {
            wrong(at + key, in.path(key), "a whole number");
        }
        return (int) value;
    }

    private double number(JsonNode in, String key, String at, double least, double most) {
        JsonNode value = in.path(key);
        double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
        if (number >= least && number <= most) {
            return number;
        }
        wrong(at + key, value, "a number from %s to %s".formatted(shown(least), shown(most)));
        return least;
    }

    private static String shown(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private void wrong(String key, JsonNode value, String allowed) {
        String told = value.isMissingNode() ? "is missing" : "'" + cut(value.toString()) + "'";
        problems.add(new Problem(file, 0, 0, key, told + "; needed: " + allowed));
    }

    private static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
