package org.tilewatch.calibration.simulate;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.tilewatch.calibration.geotiff.GeoTiff;
import org.tilewatch.calibration.simulate.light.Sun;
import org.tilewatch.edge.imagery.Affine;

/**
 * One look as a satellite would deliver it, with the truth about it.
 *
 * @param site name of the site, and of the STAC collection
 * @param index from 0
 * @param name of its files, without ending
 * @param platform the satellite
 * @param picture its pixels, their place on Earth and the time
 * @param gsdMetres pixel size
 * @param sun where the sun stood
 * @param offNadirDegrees view angle
 * @param gridToFile where the ground of a grid pixel really lies in the file, misregistration included
 * @param cloudFraction share of the picture under cloud
 * @param noDataFraction share of the picture without measurement
 * @param hiddenFractions for each event in order, the share of it that this look does not show
 * @param bustle single cars that are nobody's event: x, y, width, height in grid pixels
 */
public record DrawnLook(
        String site,
        int index,
        String name,
        String platform,
        GeoTiff picture,
        double gsdMetres,
        Sun sun,
        double offNadirDegrees,
        Affine gridToFile,
        double cloudFraction,
        double noDataFraction,
        double[] hiddenFractions,
        List<int[]> bustle) {

    /** Acquisition time. */
    public Instant acquired() {
        return picture.acquired();
    }

    /** The value of pixels without measurement, if this look has such. */
    public OptionalInt noData() {
        return picture.noData();
    }
}
