package org.tilewatch.calibration.simulate;

import java.time.Instant;
import org.tilewatch.calibration.simulate.light.Sun;
import org.tilewatch.edge.imagery.Affine;

/**
 * How one look is taken.
 *
 * @param gridToFile where a pixel of the site's grid comes to lie in the file, misregistration included
 * @param gsdMetres pixel size of the file
 * @param originX easting of the file's corner, in metres from the site's corner
 * @param originY the same southwards
 * @param leanX by how much a metre of height is shifted eastwards by the slanting view
 * @param leanY the same southwards
 * @param haze 0 (clear) to about 0.3
 * @param gains factor per band, red first
 * @param gamma exponent on top of the display's
 * @param blurPixels deviation of the sensor's blur, in file pixels
 * @param noise deviation of the sensor's noise, in grey levels
 * @param localShift how far the ground is off from place to place beside {@code gridToFile}, deviation in file pixels
 * @param jpegQuality of the compression with loss, 1 to 100; 0 for none
 * @param season 0 (dry) to 1 (all green)
 * @param cloudShare share of the sky that clouds cover
 * @param wedge whether a corner holds no data
 * @param seed of everything that is random on this look alone
 */
record Conditions(
        Instant acquired,
        Sun sun,
        int width,
        int height,
        double gsdMetres,
        double originX,
        double originY,
        Affine gridToFile,
        double leanX,
        double leanY,
        double haze,
        double[] gains,
        double gamma,
        double blurPixels,
        double noise,
        double localShift,
        int jpegQuality,
        double season,
        double cloudShare,
        boolean wedge,
        long seed) {

    /** Whether the second satellite took it. */
    boolean byOtherCamera() {
        return jpegQuality > 0;
    }
}
