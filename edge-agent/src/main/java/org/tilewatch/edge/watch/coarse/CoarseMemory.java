package org.tilewatch.edge.watch.coarse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilewatch.edge.detect.coarse.Memory;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;

/**
 * Moves a site's memory between the store and a window. Each learned tile holds all that is remembered of it, so the newest from before a
 * look is what that look is judged against; the older ones are there for looks that come late. One owner, one thread.
 */
final class CoarseMemory {

    private static final int TILE = SiteGrid.TILE;
    static final int BYTES_PER_TILE = TILE * TILE * (Memory.BYTES + 1);

    private final Store store;
    private final Map<String, HistoryTile> tiles = new HashMap<>();
    private final ByteBuffer tile = ByteBuffer.allocate(BYTES_PER_TILE);
    private Window on = new Window(0, 0, 1, 1);

    CoarseMemory(Store store) {
        this.store = store;
    }

    /** What was remembered before a moment. */
    Memory recall(List<HistoryTile> latestFirst, Instant before, Window window) throws IOException {
        on = window;
        tiles.clear();
        Memory memory = new Memory(window);
        for (HistoryTile row : latestFirst) {
            boolean wanted = row.pass().acquired().isBefore(before)
                    && !tiles.containsKey(row.tileId())
                    && touches(window(row.tileId()))
                    && row.length() == BYTES_PER_TILE;
            if (wanted) {
                if (store.read(row, tile.clear())) {
                    memory.load(tile.clear(), window(row.tileId()));
                    tiles.put(row.tileId(), row);
                }
            }
        }
        return memory;
    }

    /** Adds every tile of the window to what is learned. */
    void learn(Memory memory, LearnedTiles into) throws IOException {
        for (int row = Math.floorDiv(on.y(), TILE); row * TILE < on.bottom(); row++) {
            for (int column = Math.floorDiv(on.x(), TILE); column * TILE < on.right(); column++) {
                String id = "c" + column + "r" + row;
                // What a tile holds beyond the window is read anew, not kept: all tiles together are larger than the
                // window.
                HistoryTile before = tiles.get(id);
                if (before == null || !store.read(before, tile.clear())) {
                    Arrays.fill(tile.array(), (byte) 0);
                }
                memory.save(tile, window(id));
                into.add(id, tile.clear());
            }
        }
        tiles.clear();
    }

    private boolean touches(Window tile) {
        return tile.x() < on.right() && tile.right() > on.x() && tile.y() < on.bottom() && tile.bottom() > on.y();
    }

    private static Window window(String id) {
        int r = id.indexOf('r');
        int column = Integer.parseInt(id, 1, r, 10);
        int row = Integer.parseInt(id, r + 1, id.length(), 10);
        return new Window(column * TILE, row * TILE, TILE, TILE);
    }
}
