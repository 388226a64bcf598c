package org.tilewatch.edge.watch.look;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.detect.Standing;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventLife;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;

/**
 * Moves a site's remembered tiles between the store and a window of the detector. A tile is kept as its pixels row by row, bands
 * interleaved, followed by its mask (255 = seen). One owner, one thread.
 */
final class Baseline {

    private static final int TILE = SiteGrid.TILE;
    private static final int CELLS = TILE * TILE;
    /** Share of a tile's measured pixels that must be clear for the look to take a place among its six. */
    private static final double WORTH_LEARNING = 0.3;
    /** Grid pixels around an open event that are not learned either. */
    private static final int EVENT_MARGIN = 4;

    private final Store store;
    private ByteBuffer tile = ByteBuffer.allocateDirect(0);
    private Past past = new Past(List.of(), List.of(), Instant.EPOCH);
    private boolean wholeTiles;

    Baseline(Store store) {
        this.store = store;
    }

    /** Whether the looks from here on are of a watched site, of which a scene may show any part; elsewhere a place is what its looks show. */
    void wantsWholeTiles(boolean wanted) {
        wholeTiles = wanted;
    }

    /** What was recalled last. */
    private record Past(List<HistoryTile> remembered, List<Event> absorbed, Instant before) {}

    static int bytesPerTile(int bands) {
        return CELLS * (bands + 1);
    }

    /**
     * Fills a history for a window.
     *
     * @param before only looks taken before this are remembered
     * @param absorbed events that became part of the baseline: of looks from before then their ground is not remembered
     */
    void recall(List<HistoryTile> remembered, List<Event> absorbed, Instant before, Window on, int bands, History into)
            throws IOException {
        past = new Past(remembered, absorbed, before);
        Map<String, List<HistoryTile>> byTile = new LinkedHashMap<>();
        for (HistoryTile row : remembered) {
            if (row.pass().acquired().isBefore(before) && touches(row.tileId(), on)) {
                byTile.computeIfAbsent(row.tileId(), id -> new ArrayList<>()).add(row);
            }
        }
        int depth = byTile.values().stream().mapToInt(List::size).max().orElse(0);
        into.reset(Math.min(depth, History.DEPTH), on.width(), on.height(), bands);
        for (List<HistoryTile> rows : byTile.values()) {
            for (int slot = 0; slot < Math.min(rows.size(), into.count()); slot++) {
                HistoryTile row = rows.get(slot);
                load(row, on, bands, into.look(slot), into.mask(slot));
                for (Event event : absorbed) {
                    if (row.pass().acquired().isBefore(event.lastSeen())) {
                        forget(Patch.of(event.outline()), Overlap.of(row.tileId(), on), on, into.mask(slot));
                    }
                }
            }
        }
    }

    private void load(HistoryTile row, Window on, int bands, MemorySegment toPixels, MemorySegment toMask)
            throws IOException {
        makeRoom(bands);
        if (row.length() != tile.capacity() || !store.read(row, tile.clear())) {
            return;
        }
        MemorySegment from = MemorySegment.ofBuffer(tile.clear());
        Overlap part = Overlap.of(row.tileId(), on);
        for (int y = part.top(); y < part.bottom(); y++) {
            long inTile = (long) (y - part.tileY()) * TILE + part.left() - part.tileX();
            long inWindow = (long) (y - on.y()) * on.width() + part.left() - on.x();
            MemorySegment.copy(from, inTile * bands, toPixels, inWindow * bands, (long) part.width() * bands);
            MemorySegment.copy(from, (long) CELLS * bands + inTile, toMask, inWindow, part.width());
        }
    }

    private static void forget(Patch patch, Overlap part, Window on, MemorySegment mask) {
        int left = Math.max(patch.box().x() - EVENT_MARGIN, part.left());
        int right = Math.min(patch.box().right() + EVENT_MARGIN, part.right());
        int bottom = Math.min(patch.box().bottom() + EVENT_MARGIN, part.bottom());
        for (int y = Math.max(patch.box().y() - EVENT_MARGIN, part.top()); left < right && y < bottom; y++) {
            mask.asSlice((long) (y - on.y()) * on.width() + left - on.x(), right - left)
                    .fill((byte) 0);
        }
    }

    /**
     * Adds those tiles of the window that was recalled last to what is learned that the look saw well enough. Where the look of a
     * watched site ends in the midst of a tile, the rest of it is carried on from the tile's oldest look, which is about to be dropped.
     */
    void learn(Window on, Window core, int bands, MemorySegment fromPixels, MemorySegment fromMask, LearnedTiles into)
            throws IOException {
        makeRoom(bands);
        MemorySegment to = MemorySegment.ofBuffer(tile.clear());
        for (int row = Math.floorDiv(core.y(), TILE); row * TILE < core.bottom(); row++) {
            for (int column = Math.floorDiv(core.x(), TILE); column * TILE < core.right(); column++) {
                String id = "c" + column + "r" + row;
                Overlap part = Overlap.of(id, on);
                to.fill((byte) 0);
                copy(part, on, bands, fromPixels, fromMask, to);
                if (seen(bands) >= WORTH_LEARNING * part.size()) {
                    if (wholeTiles && part.size() < CELLS && recallOldest(id, bands)) {
                        copy(part, on, bands, fromPixels, fromMask, to);
                    }
                    into.add(id, tile.clear());
                }
            }
        }
    }

    private static void copy(
            Overlap part, Window on, int bands, MemorySegment fromPixels, MemorySegment fromMask, MemorySegment to) {
        for (int y = part.top(); y < part.bottom(); y++) {
            long inTile = (long) (y - part.tileY()) * TILE + part.left() - part.tileX();
            long inWindow = (long) (y - on.y()) * on.width() + part.left() - on.x();
            MemorySegment.copy(fromPixels, inWindow * bands, to, inTile * bands, (long) part.width() * bands);
            MemorySegment.copy(fromMask, inWindow, to, (long) CELLS * bands + inTile, part.width());
        }
    }

    /** Fills the tile with its oldest look if one more look pushes that out; without the ground of events that came to stay since then. */
    private boolean recallOldest(String id, int bands) throws IOException {
        List<HistoryTile> rows = past.remembered().stream()
                .filter(row -> row.tileId().equals(id))
                .toList();
        boolean pushedOut = rows.size() == Store.HISTORY_DEPTH
                && rows.stream().allMatch(row -> row.pass().acquired().isBefore(past.before()));
        if (!pushedOut || rows.getLast().length() != tile.capacity()) {
            return false;
        }
        MemorySegment to = MemorySegment.ofBuffer(tile.clear());
        if (!store.read(rows.getLast(), tile.clear())) {
            to.fill((byte) 0);
            return true;
        }
        Overlap all = Overlap.whole(id);
        Window on = new Window(all.tileX(), all.tileY(), TILE, TILE);
        for (Event event : past.absorbed()) {
            if (rows.getLast().pass().acquired().isBefore(event.lastSeen())) {
                forget(Patch.of(event.outline()), all, on, to.asSlice((long) CELLS * bands, CELLS));
            }
        }
        return true;
    }

    private int seen(int bands) {
        int n = 0;
        for (int i = CELLS * bands; i < CELLS * (bands + 1); i += 4) {
            n += tile.get(i) == 0 ? 0 : 4;
        }
        return n;
    }

    /**
     * Takes a patch and its surroundings out of what is learned: an open event must not become its own baseline.
     *
     * @param sure whether, once the history is full, its oldest look, which is about to be dropped, is carried on there instead: else the
     *     ground from before the event is forgotten after a few looks, and the event with it
     */
    static void leaveOut(
            Patch patch, boolean sure, Window on, int bands, History past, MemorySegment pixels, MemorySegment mask) {
        int width = patch.box().width();
        int start = patch.cells().nextSetBit(0);
        while (start >= 0) {
            int rowEnd = (start / width + 1) * width;
            int end = Math.min(rowEnd, patch.cells().nextClearBit(start));
            int x = patch.box().x() + start % width - on.x();
            int y = patch.box().y() + start / width - on.y();
            int left = Math.max(0, x - EVENT_MARGIN);
            int right = Math.min(on.width(), x + end - start + EVENT_MARGIN);
            int bottom = Math.min(on.height(), y + EVENT_MARGIN + 1);
            for (int row = Math.max(0, y - EVENT_MARGIN); left < right && row < bottom; row++) {
                carryOn(sure, past, (long) row * on.width() + left, right - left, bands, pixels, mask);
            }
            start = patch.cells().nextSetBit(end);
        }
    }

    private static void carryOn(
            boolean sure, History past, long from, long cells, int bands, MemorySegment pixels, MemorySegment mask) {
        if (past.count() < History.DEPTH || !sure) {
            mask.asSlice(from, cells).fill((byte) 0);
            return;
        }
        int oldest = History.DEPTH - 1;
        MemorySegment.copy(past.look(oldest), from * bands, pixels, from * bands, cells * bands);
        MemorySegment.copy(past.mask(oldest), from, mask, from, cells);
    }

    /** Events that became part of the baseline while looks from before are still remembered, latest acquisition first. */
    static List<Event> absorbed(Store store, String site, List<HistoryTile> remembered) throws IOException {
        return remembered.isEmpty()
                ? List.of()
                : store.absorbedEvents(site, remembered.getLast().pass().acquired());
    }

    /** What the look that the detector judged last can say of a patch. */
    static EventLife.View view(Detector detector, Window on) {
        return new EventLife.View(
                patch -> observed(patch, on, detector.clear()),
                patch -> Standing.of(patch, detector.views()).tellingFraction(),
                patch -> Standing.of(patch, detector.views()).stands());
    }

    /** Share of a patch that a mask of the window holds. */
    static double observed(Patch patch, Window on, MemorySegment mask) {
        int width = patch.box().width();
        int seen = 0;
        for (int i = patch.cells().nextSetBit(0); i >= 0; i = patch.cells().nextSetBit(i + 1)) {
            int x = patch.box().x() + i % width - on.x();
            int y = patch.box().y() + i / width - on.y();
            if (x >= 0 && y >= 0 && x < on.width() && y < on.height()) {
                seen += mask.get(ValueLayout.JAVA_BYTE, (long) y * on.width() + x) == 0 ? 0 : 1;
            }
        }
        return seen / (double) Math.max(1, patch.size());
    }

    private void makeRoom(int bands) {
        if (tile.capacity() != bytesPerTile(bands)) {
            tile = ByteBuffer.allocateDirect(bytesPerTile(bands));
        }
    }

    private static boolean touches(String id, Window on) {
        Overlap part = Overlap.of(id, on);
        return part.left() < part.right() && part.top() < part.bottom();
    }

    /** The part of a tile that lies in a window, in grid pixels. */
    private record Overlap(int tileX, int tileY, int left, int top, int right, int bottom) {

        static Overlap whole(String id) {
            int r = id.indexOf('r');
            int x = Integer.parseInt(id, 1, r, 10) * TILE;
            int y = Integer.parseInt(id, r + 1, id.length(), 10) * TILE;
            return new Overlap(x, y, x, y, x + TILE, y + TILE);
        }

        static Overlap of(String id, Window on) {
            Overlap all = whole(id);
            return new Overlap(
                    all.tileX,
                    all.tileY,
                    Math.max(all.left, on.x()),
                    Math.max(all.top, on.y()),
                    Math.min(all.right, on.right()),
                    Math.min(all.bottom, on.bottom()));
        }

        int width() {
            return right - left;
        }

        int size() {
            return width() * (bottom - top);
        }
    }
}
