package org.tilewatch.calibration.landscape;

/**
 * What a surface is made of: a colour and how uneven it is.
 *
 * @param red linear reflectance, 0 to 1
 * @param green linear reflectance, 0 to 1
 * @param blue linear reflectance, 0 to 1
 * @param coarse unevenness over tens of metres, as a share of the colour
 * @param medium unevenness over metres
 * @param fine unevenness over decimetres
 * @param plants 0 (bare) to 1 (all vegetation): how far the season tints it
 */
public record Material(
        double red, double green, double blue, double coarse, double medium, double fine, double plants) {

    /** A bare surface, its colour as seen on a screen (0 to 255). */
    public static Material bare(int red, int green, int blue, double coarse, double medium, double fine) {
        return new Material(linear(red), linear(green), linear(blue), coarse, medium, fine, 0);
    }

    /** The same with vegetation on it. */
    public Material grown(double plants) {
        return new Material(red, green, blue, coarse, medium, fine, plants);
    }

    /** The same, lighter or darker by a factor. */
    public Material times(double factor) {
        return new Material(red * factor, green * factor, blue * factor, coarse, medium, fine, plants);
    }

    private static double linear(int screen) {
        return Math.pow(screen / 255.0, 2.2);
    }
}
