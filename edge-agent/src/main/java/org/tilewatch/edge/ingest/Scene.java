package org.tilewatch.edge.ingest;

import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.Footprint;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;

/**
 * One image as delivered, all but its pixels.
 *
 * @param width pixels
 * @param height pixels
 * @param bands without alpha
 * @param bitsPerSample 8 or 16
 * @param georeference from the file, else its STAC Item, else a world file with the STAC Item's EPSG code
 * @param footprint empty without a georeference, or where its EPSG code is not computed here
 * @param gsdXMetres ground sample distance to the right; NaN if unknown. In geographic systems at the scene's middle
 * @param gsdYMetres the same downwards
 * @param pass when and how it was taken
 * @param collection of the STAC Item, empty if none: second hint at the site
 * @param namePart the file's name before its time, without ending: last hint at the site; may be empty
 * @param spectrum what each band shows; empty if the file does not tell
 */
public record Scene(
        int width,
        int height,
        int bands,
        int bitsPerSample,
        Optional<GeoReference> georeference,
        Optional<Footprint> footprint,
        double gsdXMetres,
        double gsdYMetres,
        Pass pass,
        String collection,
        String namePart,
        List<SpectralBand> spectrum) {

    /** Of an image that does not tell what its bands show. */
    public Scene(
            int width,
            int height,
            int bands,
            int bitsPerSample,
            Optional<GeoReference> georeference,
            Optional<Footprint> footprint,
            double gsdXMetres,
            double gsdYMetres,
            Pass pass,
            String collection,
            String namePart) {
        this(
                width,
                height,
                bands,
                bitsPerSample,
                georeference,
                footprint,
                gsdXMetres,
                gsdYMetres,
                pass,
                collection,
                namePart,
                List.of());
    }
}
