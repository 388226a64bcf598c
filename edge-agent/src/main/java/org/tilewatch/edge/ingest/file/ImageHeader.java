package org.tilewatch.edge.ingest.file;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;

/**
 * What an image file says about itself.
 *
 * @param width pixels
 * @param height pixels
 * @param bands without alpha
 * @param bitsPerSample 8 or 16
 * @param georeference empty where the file has none, or none with an EPSG code
 * @param tagged TIFFTAG_DATETIME taken as UTC, or the time of a pass; empty where absent or not a time
 * @param platform satellite, empty if unknown
 * @param spectrum what each band shows; empty if unknown
 * @param inParts whether a part of its pixels can be read without the others
 */
public record ImageHeader(
        int width,
        int height,
        int bands,
        int bitsPerSample,
        Optional<GeoReference> georeference,
        Optional<Instant> tagged,
        String platform,
        List<SpectralBand> spectrum,
        boolean inParts) {

    /** Of an image that tells neither its satellite nor what its bands show, and that is read as a whole. */
    public ImageHeader(
            int width,
            int height,
            int bands,
            int bitsPerSample,
            Optional<GeoReference> georeference,
            Optional<Instant> tagged) {
        this(width, height, bands, bitsPerSample, georeference, tagged, "", List.of(), false);
    }
}
