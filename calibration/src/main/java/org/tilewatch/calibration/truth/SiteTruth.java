package org.tilewatch.calibration.truth;

import java.nio.file.Path;
import java.util.List;
import org.tilewatch.edge.imagery.Affine;

/**
 * The truth about a series: what was planted on a site, and how each look shows it.
 *
 * @param folder where the looks lie
 * @param sizePixels edge of the square grid that the events are drawn on
 * @param gsdMetres of that grid
 * @param warmUpLooks first looks that are not scored
 * @param looks in order of time
 */
public record SiteTruth(
        Path folder,
        String name,
        int sizePixels,
        double gsdMetres,
        int warmUpLooks,
        List<Look> looks,
        List<PlantedChange> events) {

    public SiteTruth {
        looks = List.copyOf(looks);
        events = List.copyOf(events);
    }

    /**
     * One look.
     *
     * @param file its name without folder
     * @param cloudFraction of the grid, 0 to 1
     * @param noDataFraction of the grid, 0 to 1
     * @param gridToFile from the grid's pixels to the file's; whole numbers are the centres of pixels
     * @param bustle x, y, width and height on the grid of cars that are nobody's event
     * @param hiddenFractions share of each event that clouds or no-data hide
     */
    public record Look(
            String file,
            double cloudFraction,
            double noDataFraction,
            int width,
            int height,
            double gsdMetres,
            Affine gridToFile,
            List<int[]> bustle,
            double[] hiddenFractions) {}

    /**
     * A planted event.
     *
     * @param kind as the simulator calls it
     * @param firstLook index of the first look that shows it
     * @param lastLook index of the last one
     * @param rings x0, y0, x1, y1, ... on the grid, whole numbers being the centres of pixels
     */
    public record PlantedChange(String kind, int firstLook, int lastLook, List<int[]> rings) {

        /** Whether a look shows it, clouds apart. */
        public boolean on(int look) {
            return firstLook <= look && look <= lastLook;
        }
    }
}
