package org.tilewatch.edge.ingest.decode;

import java.io.IOException;
import java.nio.file.Path;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** Reads image files, in this process or in another one. For one thread. */
public interface PixelSource extends AutoCloseable {

    /** What the file says about itself, without its pixels; reads a few kilobytes. */
    ImageHeader header(Path file) throws IOException, UnreadableTile;

    /**
     * Reads the pixels into {@code into}, whose memory is reused where the shape stays. In the valid mask a pixel is 0 where the
     * file's internal mask says so; without one, where every band has GDAL's no-data value or alpha is 0. After a failure the
     * raster's content is undefined.
     */
    ImageHeader read(Path file, Raster into) throws IOException, UnreadableTile;

    /**
     * The same with a part of the pixels alone, of a file whose header says that it is read {@link ImageHeader#inParts}: takes the memory
     * of the part, and the time of the tiles or strips that it lies on.
     */
    void read(Path file, Window part, Raster into) throws IOException, UnreadableTile;

    @Override
    void close();
}
