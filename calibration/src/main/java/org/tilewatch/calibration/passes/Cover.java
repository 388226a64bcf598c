package org.tilewatch.calibration.passes;

/**
 * What covers the ground, by how it shines.
 *
 * <p>Reflectance (0 to 1) at 0.63, 0.86 and 1.61 micrometres, and how much warmer than the air it is by day, kelvin. Rounded from the
 * spectra of ASTER's library and the MODIS albedo of such ground.
 */
enum Cover {
    SEA(0.04, 0.02, 0.01, -6),
    FOREST(0.05, 0.26, 0.13, 1),
    FIELD(0.09, 0.30, 0.20, 4),
    TOWN(0.14, 0.20, 0.25, 6),
    ICE(0.65, 0.55, 0.06, -14),
    FLOOD(0.07, 0.05, 0.03, -3),
    BURNT(0.05, 0.11, 0.17, 9);

    final double red;
    final double nir;
    final double swir;
    final double warmer;

    Cover(double red, double nir, double swir, double warmer) {
        this.red = red;
        this.nir = nir;
        this.swir = swir;
        this.warmer = warmer;
    }
}
