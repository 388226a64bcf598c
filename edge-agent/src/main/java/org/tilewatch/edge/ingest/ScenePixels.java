package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.Path;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * A scene and its pixels, which are read part by part where they are many: what is held at a time is a bounded number of
 * bytes, however large the scene. Valid until the decoder takes up the next file; for one thread.
 */
public final class ScenePixels {

    /** What is usually held at most, samples and mask: rows of 12,000 pixels of three bands that a row of blocks needs fit in. */
    static final long MOST_BYTES = 24L << 20;

    private final Scene scene;
    private final Parts parts;
    private final Raster raster;
    private final long mostBytes;
    private Window held;
    private long nanos;
    private long read;
    private boolean failed;

    /** Where parts come from. */
    interface Parts {
        void read(Window part, Raster into) throws IOException, UnreadableTile;
    }

    /** What is to be known of a file besides its pixels. */
    interface Describing {
        Scene scene(ImageHeader header) throws IOException, UnreadableTile;
    }

    private ScenePixels(Scene scene, Parts parts, Raster raster, long mostBytes, Window held, long nanos) {
        this.scene = scene;
        this.parts = parts;
        this.raster = raster;
        this.mostBytes = mostBytes;
        this.held = held;
        this.nanos = nanos;
        this.read = (long) held.width() * held.height();
    }

    /** Of a scene that {@code raster} holds as a whole. */
    public static ScenePixels of(Scene scene, Raster raster) {
        return new ScenePixels(scene, (part, into) -> {}, raster, MOST_BYTES, whole(scene), 0);
    }

    static ScenePixels open(PixelSource reader, Path file, Describing described, Raster raster, long mostBytes)
            throws IOException, UnreadableTile {
        long start = System.nanoTime();
        ImageHeader header = reader.header(file);
        if (header.inParts()
                && bytes(header.width(), header.height(), header.bands(), header.bitsPerSample()) > mostBytes) {
            Scene scene = described.scene(header);
            return new ScenePixels(
                    scene,
                    (part, into) -> reader.read(file, part, into),
                    raster,
                    mostBytes,
                    new Window(-1, -1, 1, 1),
                    System.nanoTime() - start);
        }
        Scene scene = described.scene(reader.read(file, raster));
        return new ScenePixels(scene, (part, into) -> {}, raster, mostBytes, whole(scene), System.nanoTime() - start);
    }

    private static Window whole(Scene scene) {
        return new Window(0, 0, scene.width(), scene.height());
    }

    private static long bytes(int width, int height, int bands, int bits) {
        return (long) width * height * (bands * bits / 8 + 1);
    }

    public Scene scene() {
        return scene;
    }

    /** Whether a part of so many pixels is not too much to be held. */
    public boolean canHold(Window part) {
        return isWhole() || bytes(part.width(), part.height(), scene.bands(), scene.bitsPerSample()) <= mostBytes;
    }

    /** Whether the scene is held as a whole. */
    public boolean isWhole() {
        return held.equals(whole(scene));
    }

    /**
     * Sees to it that {@link #raster} holds a part of the scene.
     *
     * @param part in the file's pixels, within it
     * @return what it holds: that part or more
     */
    public Window hold(Window part) throws IOException, UnreadableTile {
        boolean there = part.x() >= held.x()
                && part.y() >= held.y()
                && part.right() <= held.right()
                && part.bottom() <= held.bottom();
        if (!there) {
            long start = System.nanoTime();
            failed = true;
            parts.read(part, raster);
            failed = false;
            held = part;
            read += (long) part.width() * part.height();
            nanos += System.nanoTime() - start;
        }
        return held;
    }

    /** The pixels of what was held last; owned by the caller of {@link Decoder#open}. */
    public Raster raster() {
        return raster;
    }

    /** How many pixels were read up to now, those that were read twice counted twice. */
    public long read() {
        return read;
    }

    /** What reading took since this was asked last, so that no second is counted for two of the scene's sites. */
    public long takeNanos() {
        long taken = nanos;
        nanos = 0;
        return taken;
    }

    /** Whether the last attempt to read a part ended with an exception. */
    public boolean failed() {
        return failed;
    }
}
