package org.tilewatch.edge.ingest.decode.satdump;

import java.io.IOException;
import java.nio.file.Path;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** Reads the images of single channels. */
public interface ImageFiles {

    /** What the image says about itself. */
    ImageHeader header(Path file) throws IOException, UnreadableTile;

    /** Its pixels. */
    ImageHeader read(Path file, Raster into) throws IOException, UnreadableTile;
}
