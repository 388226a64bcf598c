package org.tilewatch.calibration.simulate;

import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * The square raster that a site's truth is told in.
 *
 * @param size pixels along each side
 * @param gsdMetres pixel size
 * @param place where it lies on Earth, north up
 */
public record SiteGrid(int size, double gsdMetres, GeoReference place) {

    private static final int EPSG = 32652;

    /** Kilometres from one site to the next, so that none lies on another. */
    private static final int APART = 2;

    private static final int IN_A_ROW = 20;

    /** The first of any number of sites: WGS 84 / UTM zone 52N. */
    public static SiteGrid of(int size, double gsdMetres) {
        return nth(0, size, gsdMetres);
    }

    /** The grid of a site that lies beside others. */
    public static SiteGrid nth(int number, int size, double gsdMetres) {
        double east = 371_600 + 1000.0 * APART * (number % IN_A_ROW);
        double north = 4_406_400 - 1000.0 * APART * Math.floorDiv(number, IN_A_ROW);
        return new SiteGrid(
                size, gsdMetres, new GeoReference(EPSG, new Affine(east, gsdMetres, 0, north, 0, -gsdMetres)));
    }

    /** Length of a side. */
    public double metres() {
        return size * gsdMetres;
    }
}
