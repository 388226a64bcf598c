package org.tilewatch.edge.watch.place;

import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.watch.place.Placement.Block;

/** Cuts what a look covers into blocks of tiles that fit the detector's buffers. */
final class Blocks {

    /**
     * A look larger than this on either side is cut into blocks of tiles: 1024 and what rounding adds. The detector holds about 130 bytes
     * for each pixel that it has in hand, so this bounds what a station's memory must have room for.
     */
    private static final int GREATEST_EDGE = 1024 + 2 * Placement.ROUNDING;

    /** How long a block's sides are at most, before their ends are moved to the next rim of a tile. */
    private static final int BLOCK = 3 * SiteGrid.TILE;

    /** Where so many blocks come that what is remembered of them takes room too they are smaller, which costs a seventh more time. */
    private static final int SMALL_BLOCK = 2 * SiteGrid.TILE;

    private static final long LARGE_PIXELS = 1 << 24;

    private static final int MARGIN = 64;
    /** Windows of a look that is cut are all of one size, a multiple of this: buffers that change it leave holes in the memory. */
    private static final int WINDOW_STEP = 64;

    private Blocks() {}

    /** Row by row; one where the cover is small enough. */
    static List<Block> of(Window cover) {
        int block = (long) cover.width() * cover.height() > LARGE_PIXELS ? SMALL_BLOCK : BLOCK;
        int[] xs = cuts(cover.x(), cover.right(), block);
        int[] ys = cuts(cover.y(), cover.bottom(), block);
        int width = edge(xs);
        int height = edge(ys);
        List<Block> blocks = new ArrayList<>();
        for (int row = 1; row < ys.length; row++) {
            for (int column = 1; column < xs.length; column++) {
                int left = xs[column - 1];
                int top = ys[row - 1];
                Window core = new Window(left, top, xs[column] - left, ys[row] - top).common(cover);
                int x = Math.clamp(core.x() - MARGIN, cover.x(), cover.right() - width);
                int y = Math.clamp(core.y() - MARGIN, cover.y(), cover.bottom() - height);
                blocks.add(new Block(core, new Window(x, y, width, height)));
            }
        }
        return blocks;
    }

    /** Ends of parts about equally long, so that none is a sliver that says nothing; those within are rims of tiles. */
    private static int[] cuts(int from, int to, int block) {
        int length = to - from;
        int parts = length <= GREATEST_EDGE ? 1 : Math.ceilDiv(length, block);
        int[] cuts = new int[parts + 1];
        for (int i = 1; i < parts; i++) {
            double even = from + (double) i * length / parts;
            cuts[i] = (int) Math.rint(even / SiteGrid.TILE) * SiteGrid.TILE;
        }
        cuts[0] = from;
        cuts[parts] = to;
        return cuts;
    }

    /** How long the windows around such parts are. */
    private static int edge(int[] cuts) {
        int last = cuts.length - 1;
        int longest = Math.max(cuts[1] - cuts[0], cuts[last] - cuts[last - 1]) + MARGIN;
        for (int i = 2; i < last; i++) {
            longest = Math.max(longest, cuts[i] - cuts[i - 1] + 2 * MARGIN);
        }
        return Math.min(cuts[last] - cuts[0], Math.ceilDiv(longest, WINDOW_STEP) * WINDOW_STEP);
    }
}
