package org.tilewatch.edge.ingest.file;

import java.time.Instant;
import java.util.Optional;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * What an image file says about itself.
 *
 * @param width pixels
 * @param height pixels
 * @param bands without alpha
 * @param bitsPerSample 8 or 16
 * @param georeference empty where the file has none, or none with an EPSG code
 * @param tagged TIFFTAG_DATETIME taken as UTC; empty where absent or not a time
 */
public record ImageHeader(
        int width,
        int height,
        int bands,
        int bitsPerSample,
        Optional<GeoReference> georeference,
        Optional<Instant> tagged) {}
