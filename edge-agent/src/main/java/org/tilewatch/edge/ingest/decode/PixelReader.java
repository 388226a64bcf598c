package org.tilewatch.edge.ingest.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.decode.satdump.ImageFiles;
import org.tilewatch.edge.ingest.decode.satdump.PassFolder;
import org.tilewatch.edge.ingest.decode.satdump.PassReader;
import org.tilewatch.edge.ingest.decode.tiff.TiffReader;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * Reads image files in this process: GeoTIFF, PNG, JPEG, JPEG 2000, and passes by their {@code dataset.json}. Holds buffers that are reused from file to file; for one thread. No symbolic
 * link is followed, nothing but a regular file is opened.
 */
public final class PixelReader implements PixelSource {

    private final Caps caps;
    private final TiffReader tiff;
    private final PictureReader pictures;
    private final PassReader passes;
    private final ByteBuffer magic = ByteBuffer.allocateDirect(4);

    /** Needs {@link org.tilewatch.edge.imagery.Natives#load()} before. */
    public PixelReader(Caps caps) {
        this.caps = caps;
        tiff = new TiffReader(caps);
        pictures = new PictureReader(caps);
        passes = new PassReader(new Channels(), caps);
    }

    @Override
    public ImageHeader header(Path file) throws IOException, UnreadableTile {
        return PassFolder.isDataset(file) ? passes.header(file) : headerOfImage(file);
    }

    private ImageHeader headerOfImage(Path file) throws IOException, UnreadableTile {
        try (FileChannel channel = open(file)) {
            return isTiff(channel) ? tiff.header(channel) : pictures.header(channel);
        }
    }

    @Override
    public void read(Path file, Window part, Raster into) throws IOException, UnreadableTile {
        try (FileChannel channel = open(file)) {
            if (!isTiff(channel)) {
                throw UnreadableTile.corrupt("it was a TIFF and is none any more: the file has changed");
            }
            tiff.read(channel, part, into);
        }
    }

    @Override
    public ImageHeader read(Path file, Raster into) throws IOException, UnreadableTile {
        return PassFolder.isDataset(file) ? passes.read(file, into) : readImage(file, into);
    }

    private ImageHeader readImage(Path file, Raster into) throws IOException, UnreadableTile {
        try (FileChannel channel = open(file)) {
            if (isTiff(channel)) {
                return tiff.read(channel, into);
            }
            return pictures.read(channel, pictures.header(channel), into);
        }
    }

    /** The images of a pass's channels; a pass within a pass is none. */
    private final class Channels implements ImageFiles {

        @Override
        public ImageHeader header(Path file) throws IOException, UnreadableTile {
            return headerOfImage(file);
        }

        @Override
        public ImageHeader read(Path file, Raster into) throws IOException, UnreadableTile {
            return readImage(file, into);
        }
    }

    private FileChannel open(Path file) throws IOException, UnreadableTile {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new UnreadableTile(
                    UnreadableTile.Reason.NOT_A_FILE, "only regular files are read, no links and no devices");
        }
        if (attributes.size() == 0) {
            throw new UnreadableTile(UnreadableTile.Reason.EMPTY, "the file has no bytes");
        }
        caps.inParts().checkFile(attributes.size());
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isTiff(FileChannel channel) throws IOException, UnreadableTile {
        magic.clear();
        if (channel.read(magic, 0) == 4) {
            int first = magic.getInt(0);
            if (TiffReader.recognises(first)) {
                return true;
            }
            if (PictureReader.recognises(first)) {
                caps.checkFile(channel.size());
                return false;
            }
        }
        throw new UnreadableTile(
                UnreadableTile.Reason.NOT_AN_IMAGE,
                "its first bytes %08x belong to no image format that is read here".formatted(magic.getInt(0)));
    }

    @Override
    public void close() {
        tiff.close();
    }
}
