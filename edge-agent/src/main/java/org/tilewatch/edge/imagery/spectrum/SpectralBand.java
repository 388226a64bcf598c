package org.tilewatch.edge.imagery.spectrum;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a band of an image shows, by wavelength in micrometres. The limits hold the bands of AVHRR (0.63, 0.86, 1.61, 3.74, 10.8), MSU-MR,
 * VIIRS, MODIS and ABI.
 */
public enum SpectralBand {
    GREEN(0.50, 0.55, 0.58),
    RED(0.58, 0.64, 0.70),
    /** Near infrared: leaves are bright, water is black. */
    NIR(0.72, 0.86, 1.10),
    /** Reflected infrared: snow is dark, water cloud is bright. */
    SWIR(1.50, 1.61, 1.80),
    /** Fire shines there; by day sunlight as well. */
    MIR(3.40, 3.74, 4.10),
    /** What the ground itself radiates. */
    THERMAL(10.0, 10.8, 12.6),
    /** Anything else; nothing is judged by it. */
    OTHER(Double.NaN, Double.NaN, Double.NaN);

    private final double fromMicrometres;
    private final double bestMicrometres;
    private final double toMicrometres;

    SpectralBand(double fromMicrometres, double bestMicrometres, double toMicrometres) {
        this.fromMicrometres = fromMicrometres;
        this.bestMicrometres = bestMicrometres;
        this.toMicrometres = toMicrometres;
    }

    /** The band that holds a wavelength in micrometres; {@link #OTHER} where none does. */
    public static SpectralBand of(double micrometres) {
        return Stream.of(values())
                .filter(band -> micrometres >= band.fromMicrometres && micrometres <= band.toMicrometres)
                .findFirst()
                .orElse(OTHER);
    }

    /** How far from the best wavelength of its band one lies, in micrometres. */
    public double off(double micrometres) {
        return Math.abs(micrometres - bestMicrometres);
    }

    /** By its name in small letters. */
    public static Optional<SpectralBand> named(String name) {
        return Stream.of(values()).filter(band -> band.toString().equals(name)).findFirst();
    }

    /** Its name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
