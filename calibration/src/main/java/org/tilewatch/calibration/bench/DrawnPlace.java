package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.calibration.simulate.DrawnLook;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.watch.place.Placement;

/**
 * The looks of a drawn place, and of those in the steady state what is remembered before them.
 *
 * @param folder holds every look, also those before
 * @param steady looks of one size that are judged, each with a full history; at least one
 */
public record DrawnPlace(Path folder, List<Look> steady) {

    private static final int LOOKS = 18;

    private static final long SEED = 7;

    /**
     * A look in the steady state.
     *
     * @param pixels of the file
     * @param before the looks before it, latest first
     */
    public record Look(
            Path file, Instant acquired, long pixels, Affine gridToFile, Window window, List<Remembered> before) {}

    /** An aligned look, as a {@link History} takes it. */
    record Remembered(byte[] pixels, byte[] mask) {}

    /** Draws the looks into a folder of the place's own name below {@code folder}, and walks through them. */
    public static DrawnPlace draw(Path folder) throws IOException, UnreadableTile {
        SimulatedSite site = SimulatedSite.of(SEED, LOOKS);
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < site.looks(); index++) {
            DrawnLook look = site.draw(index);
            SimulatedSite.write(folder, look);
            files.add(folder.resolve(look.name() + ".tif"));
        }
        try (Walk walk = new Walk()) {
            for (Path file : files) {
                walk.take(file);
            }
            return new DrawnPlace(folder, List.copyOf(walk.steady));
        }
    }

    /** Goes through the looks in order of time and remembers as a station does, but for events, which it learns at once. */
    private static final class Walk implements AutoCloseable {

        private final Decoder decoder = new Decoder(Caps.DEFAULT);
        private final Raster raster = new Raster();
        private final Detector detector = new Detector(DetectorSettings.DEFAULT);
        private final History history = new History();
        private final Projections projections = new Projections();
        private final List<Remembered> past = new ArrayList<>();
        private final List<Look> steady = new ArrayList<>();
        private Optional<Placement> first = Optional.empty();

        void take(Path file) throws IOException, UnreadableTile {
            Scene scene = decoder.decode(file, Instant.EPOCH, raster);
            SiteGrid grid = first.map(Placement::grid).orElseGet(() -> Placement.gridOf("place", scene));
            Placement placement = Placement.of(grid, scene, projections).orElseThrow();
            first = first.or(() -> Optional.of(placement));
            Window window = placement.cover();
            if (!window.equals(first.get().cover()) || scene.width() != window.width()) {
                return; // the story's few looks of another extent or pixel size
            }
            List<Remembered> before = List.copyOf(past.subList(0, Math.min(past.size(), History.DEPTH)));
            recall(before, window, history);
            detector.take(raster, placement.gridToFile(), raster.bands(), 1);
            detector.align(window, history, List.of());
            Outcome outcome = detector.judge().outcome();
            if (outcome == Outcome.JUDGED && before.size() == History.DEPTH) {
                long pixels = (long) scene.width() * scene.height();
                steady.add(new Look(file, scene.pass().acquired(), pixels, placement.gridToFile(), window, before));
            }
            if (outcome != Outcome.UNUSABLE) {
                past.addFirst(new Remembered(bytes(detector.learned()), bytes(detector.clear())));
            }
        }

        private static byte[] bytes(MemorySegment memory) {
            return memory.toArray(ValueLayout.JAVA_BYTE);
        }

        @Override
        public void close() {
            decoder.close();
            raster.close();
            detector.close();
            history.close();
        }
    }

    /** Fills a history with what is remembered of a window. */
    static void recall(List<Remembered> before, Window window, History history) {
        int cells = window.width() * window.height();
        int bands = before.isEmpty() ? 1 : before.getFirst().pixels().length / cells;
        history.reset(before.size(), window.width(), window.height(), bands);
        for (int i = 0; i < before.size(); i++) {
            history.look(i).copyFrom(MemorySegment.ofArray(before.get(i).pixels()));
            history.mask(i).copyFrom(MemorySegment.ofArray(before.get(i).mask()));
        }
    }
}
