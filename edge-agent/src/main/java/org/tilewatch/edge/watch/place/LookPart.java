package org.tilewatch.edge.watch.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.watch.place.Placement.Block;

/**
 * Blocks of a look that are judged from pixels that were read in one go. Blocks go row by row, and as many that follow each other make
 * up a part as {@link ScenePixels} holds: a strip of a large scene is then read once or twice, and not once for each block across.
 *
 * @param inFile the pixels of the file that the blocks need
 * @param placement where these lie on the grid
 */
public record LookPart(Window inFile, Placement placement, List<Block> blocks) {

    /** Pixels of the grid around a block that registration may reach for: shifts of both stages, and interpolation. */
    private static final int REACH = 32;

    /** From the grid's pixels to those that {@code held} of the file begins with. */
    public Affine gridToHeld(Window held) {
        return placement.gridToFile().then(new Affine(-held.x(), 1, 0, -held.y(), 0, 1));
    }

    /** The parts of a look, in the order in which they are judged; each block is in one. */
    public static List<LookPart> of(Placement placement, ScenePixels pixels, Projections projections) {
        Scene scene = pixels.scene();
        if (placement.crosses(scene)) {
            // One linear map holds for a block, but not for a scene.
            return placement.blocks().stream()
                    .map(block -> {
                        Placement there = placement.around(block.window(), scene, projections);
                        return new LookPart(needed(block, there, scene), there, List.of(block));
                    })
                    .toList();
        }
        List<LookPart> parts = new ArrayList<>();
        List<Block> together = new ArrayList<>();
        Optional<Window> needed = Optional.empty();
        for (Block block : placement.blocks()) {
            Window own = needed(block, placement, scene);
            Window all = needed.map(own::union).orElse(own);
            if (!together.isEmpty() && !pixels.canHold(all)) {
                parts.add(new LookPart(needed.orElseThrow(), placement, List.copyOf(together)));
                together.clear();
                all = own;
            }
            together.add(block);
            needed = Optional.of(all);
        }
        parts.add(new LookPart(needed.orElseThrow(), placement, List.copyOf(together)));
        return parts;
    }

    /** A look's one part: what a window of the grid needs. */
    public static LookPart of(Placement placement, Window window, Scene scene) {
        Block block = new Block(window, window);
        return new LookPart(needed(block, placement, scene), placement, List.of(block));
    }

    private static Window needed(Block block, Placement placement, Scene scene) {
        Window on = block.window();
        double[] box = placement.boxInFile(
                new Window(on.x() - REACH, on.y() - REACH, on.width() + 2 * REACH, on.height() + 2 * REACH));
        int left = (int) Math.clamp(Math.floor(box[0]), 0, scene.width() - 1.0);
        int top = (int) Math.clamp(Math.floor(box[1]), 0, scene.height() - 1.0);
        int right = (int) Math.clamp(Math.ceil(box[2]), left + 1.0, scene.width());
        int bottom = (int) Math.clamp(Math.ceil(box[3]), top + 1.0, scene.height());
        return new Window(left, top, right - left, bottom - top);
    }
}
