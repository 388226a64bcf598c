package org.tilewatch.edge.ingest.decode.satdump;

import java.util.Map;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;

/**
 * One channel of a product.
 *
 * @param name as the instrument's makers call it, such as {@code 3a}
 * @param file its image, relative to the product's folder
 * @param micrometres wavelength; NaN where neither the product nor the instrument's own table tells it
 */
record Channel(String name, String file, double micrometres) {

    /** Older products tell wavenumbers of thermal channels alone: NOAA KLM User's Guide 3.1 and WMO OSCAR for the others. */
    private static final Map<String, Map<String, Double>> TABLES = Map.of(
            "avhrr_3", Map.of("1", 0.63, "2", 0.862, "3a", 1.61, "3b", 3.74, "4", 10.8, "5", 12.0),
            "msu_mr", Map.of("1", 0.6, "2", 0.9, "3", 1.7, "4", 3.8, "5", 11.0, "6", 12.0));

    /** @param perCentimetre wavenumber; not above 0 where the product tells none */
    static Channel of(String instrument, String name, String file, double perCentimetre) {
        double told = perCentimetre > 0 ? 1e4 / perCentimetre : Double.NaN;
        double known = TABLES.getOrDefault(instrument, Map.of()).getOrDefault(name, Double.NaN);
        return new Channel(name, file, Double.isNaN(told) ? known : told);
    }

    SpectralBand band() {
        return SpectralBand.of(micrometres);
    }
}
