package org.tilewatch.calibration.passes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tilewatch.edge.imagery.Natives;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Thirty days of a receiver at home: a folder of SatDump for each pass, and {@code truth.json}. */
public final class HobbyStory {

    /** Passes in thirty days. */
    public static final int USUAL_PASSES = Receiver.DAYS * Receiver.PASSES_A_DAY;

    /** Everything that is planted has happened by then. */
    public static final int FEWEST_PASSES = 21 * Receiver.PASSES_A_DAY;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Receiver receiver;
    private final long seed;

    public HobbyStory(long seed) {
        this(seed, Receiver.USUALLY_MISPLACED);
    }

    /** @param misplacedKm kilometres that a pass lies beside its place at most, to each side */
    public HobbyStory(long seed, double misplacedKm) {
        Natives.load();
        this.seed = seed;
        this.receiver = new Receiver(seed, misplacedKm);
    }

    /** Writes so many passes into a folder; SatDump 1.2 wrote those of odd seeds, SatDump 2 the others. */
    public void writeAll(Path folder, int passes) throws IOException {
        ObjectNode truth = JSON.createObjectNode();
        truth.put("site", "coast").put("seed", seed);
        truth.put("latitude", Coast.MIDDLE_LATITUDE).put("longitude", Coast.MIDDLE_LONGITUDE);
        ArrayNode told = truth.putArray("passes");
        for (int number = 0; number < passes; number++) {
            DrawnPass pass = receiver.pass(number);
            String name = SatDumpFolder.name(pass);
            SatDumpFolder.write(folder.resolve(name), pass, seed % 2 == 0);
            ObjectNode each = told.addObject()
                    .put("folder", name)
                    .put("acquired", pass.acquired().toString());
            each.put("day", pass.day()).put("cloud", pass.cloudFraction());
            each.put("faults", String.join(", ", pass.faults()));
            each.putArray("shift").add(pass.shift()[0]).add(pass.shift()[1]);
            ArrayNode clear = each.putArray("clear");
            for (double share : pass.clear()) {
                clear.add(share);
            }
        }
        ArrayNode events = truth.putArray("events");
        receiver.coast().planted().forEach(each -> event(events.addObject(), each));
        Files.write(folder.resolve("truth.json"), JSON.writeValueAsBytes(truth));
    }

    private static void event(ObjectNode told, Coast.Planted each) {
        double u = 0;
        double v = 0;
        for (int at = 0; at < each.pixels().length; at++) {
            u += each.pixels()[at] ? at % Coast.SIZE + 0.5 : 0;
            v += each.pixels()[at] ? Coast.row(at) + 0.5 : 0;
        }
        double east = (u / each.size() - Coast.SIZE / 2.0) * Coast.STEP_LONGITUDE;
        double south = (v / each.size() - Coast.SIZE / 2.0) * Coast.STEP_LATITUDE;
        double latitude = Coast.MIDDLE_LATITUDE - south;
        double side = 111.32 * 111.32 * Coast.STEP_LATITUDE * Coast.STEP_LONGITUDE;
        told.put("kind", each.kind()).put("sentence", each.sentence());
        told.put("from", moment(each.firstDay())).put("full", moment(each.fullDay()));
        ArrayNode pixels = told.putArray("pixels");
        for (int at = 0; at < each.pixels().length; at++) {
            if (each.pixels()[at]) {
                pixels.addArray()
                        .add(Coast.MIDDLE_LONGITUDE + (at % Coast.SIZE + 0.5 - Coast.SIZE / 2.0) * Coast.STEP_LONGITUDE)
                        .add(Coast.MIDDLE_LATITUDE - (Coast.row(at) + 0.5 - Coast.SIZE / 2.0) * Coast.STEP_LATITUDE);
            }
        }
        told.put("longitude", Coast.MIDDLE_LONGITUDE + east).put("latitude", latitude);
        told.put("area_km2", each.size() * side * Math.cos(Math.toRadians(latitude)));
    }

    private static String moment(double day) {
        return Receiver.BEGIN.plusSeconds(Math.round(day * 86_400)).toString();
    }
}
