package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Footprint;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.sidecar.NameTime;
import org.tilewatch.edge.ingest.sidecar.Sidecars;
import org.tilewatch.edge.ingest.sidecar.StacItem;
import org.tilewatch.edge.ingest.sidecar.WorldFile;

/**
 * From an image file and what lies beside it to a {@link Scene} and its pixels. Holds buffers that are reused from file to file; for
 * one thread.
 *
 * <p>The time is that of the STAC Item, else of TIFFTAG_DATETIME, else of the file's name, else the arrival; the file's own
 * modification time is never asked. A file that vanished is a {@link java.nio.file.NoSuchFileException}.
 */
public final class Decoder implements AutoCloseable {

    private final PixelSource reader;
    private final long mostBytes;
    private final Projections projections = new Projections();

    /** Decodes in this process: for files that are trusted. Needs {@link org.tilewatch.edge.imagery.Natives#load()} before. */
    public Decoder(Caps caps) {
        this(new PixelReader(caps));
    }

    /** Takes pixels from {@code reader}, which is closed with this decoder. */
    public Decoder(PixelSource reader) {
        this(reader, ScenePixels.MOST_BYTES);
    }

    /** @param mostBytes what {@link #open} holds of a scene at a time, if it can be read in parts: samples and mask */
    public Decoder(PixelSource reader, long mostBytes) {
        this.reader = reader;
        this.mostBytes = mostBytes;
    }

    /** All but the pixels; reads a few kilobytes. */
    public Scene peek(Path file, Instant arrival) throws IOException, UnreadableTile {
        return scene(file, arrival, reader.header(file));
    }

    /**
     * The same with pixels and valid mask in {@code into}, whose memory is reused where the shape stays. After a failure its content
     * is undefined.
     */
    public Scene decode(Path file, Instant arrival, Raster into) throws IOException, UnreadableTile {
        return scene(file, arrival, reader.read(file, into));
    }

    /**
     * The scene with its pixels at hand, part by part where it is large: {@code into} holds what was asked for last. Of an image that
     * cannot be read in parts, or is small, it holds all from the beginning.
     */
    public ScenePixels open(Path file, Instant arrival, Raster into) throws IOException, UnreadableTile {
        return ScenePixels.open(reader, file, header -> scene(file, arrival, header), into, mostBytes);
    }

    private Scene scene(Path file, Instant arrival, ImageHeader image) throws IOException, UnreadableTile {
        StacItem stac = stacOf(file);
        NameTime name = NameTime.of(Sidecars.name(file));
        Optional<GeoReference> place = georeference(file, image, stac);
        Optional<Projection> projection = place.flatMap(g -> projections.of(g.epsg()));
        Optional<Footprint> footprint =
                place.flatMap(g -> projection.map(p -> Footprint.of(g.toMap(), image.width(), image.height(), p)));
        double gsdX = stac == null || !isPossible(stac.gsdMetres()) ? Double.NaN : stac.gsdMetres();
        double gsdY = gsdX;
        if (place.isPresent() && projection.isPresent() && footprint.isPresent()) {
            double latitude = footprint.get().latitude();
            gsdX = projection.get().gsdXMetres(place.get().toMap(), latitude);
            gsdY = projection.get().gsdYMetres(place.get().toMap(), latitude);
        }
        if (footprint.isPresent() && !(footprint.get().isOnEarth() && isPossible(gsdX) && isPossible(gsdY))) {
            // As good as none: GDAL, too, goes on without a place where it makes no sense.
            place = Optional.empty();
            footprint = Optional.empty();
            gsdX = Double.NaN;
            gsdY = Double.NaN;
        }
        return new Scene(
                image.width(),
                image.height(),
                image.bands(),
                image.bitsPerSample(),
                place,
                footprint,
                gsdX,
                gsdY,
                pass(image, stac, name, arrival),
                stac == null ? "" : stac.collection(),
                name.before(),
                image.spectrum());
    }

    /** A tenth of a millimetre to a hundred kilometres. */
    private static boolean isPossible(double gsdMetres) {
        return gsdMetres >= 1e-4 && gsdMetres <= 1e5;
    }

    private static @Nullable StacItem stacOf(Path file) throws IOException, UnreadableTile {
        Optional<Path> sidecar = Sidecars.stac(file);
        if (sidecar.isEmpty()) {
            return null;
        }
        try {
            return StacItem.parse(Sidecars.read(sidecar.get(), StacItem.MAX_BYTES), Sidecars.name(file));
        } catch (Sidecars.SidecarTooLong e) {
            throw badSidecar(sidecar.get(), "it is longer than %d bytes".formatted(StacItem.MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw badSidecar(sidecar.get(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<GeoReference> georeference(Path file, ImageHeader image, @Nullable StacItem stac)
            throws IOException, UnreadableTile {
        if (image.georeference().isPresent() || stac == null || stac.epsg() == 0) {
            return image.georeference();
        }
        if (stac.transform().isPresent()) {
            return stac.transform().map(toMap -> new GeoReference(stac.epsg(), toMap));
        }
        Optional<Path> sidecar = Sidecars.world(file);
        if (sidecar.isEmpty()) {
            return Optional.empty();
        }
        try {
            Affine toMap = WorldFile.parse(Sidecars.read(sidecar.get(), WorldFile.MAX_BYTES));
            return Optional.of(new GeoReference(stac.epsg(), toMap));
        } catch (Sidecars.SidecarTooLong e) {
            throw badSidecar(sidecar.get(), "it is longer than %d bytes".formatted(WorldFile.MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw badSidecar(sidecar.get(), String.valueOf(e.getMessage()));
        }
    }

    private static UnreadableTile badSidecar(Path sidecar, String what) {
        return new UnreadableTile(
                UnreadableTile.Reason.BAD_SIDECAR, "the sidecar %s: %s".formatted(Sidecars.name(sidecar), what));
    }

    private static Pass pass(ImageHeader image, @Nullable StacItem stac, NameTime name, Instant arrival) {
        Instant acquired = arrival;
        AcquiredFrom from = AcquiredFrom.ARRIVAL;
        if (stac != null && stac.acquired().isPresent()) {
            acquired = stac.acquired().get();
            from = AcquiredFrom.STAC;
        } else if (image.tagged().isPresent()) {
            acquired = image.tagged().get();
            from = AcquiredFrom.TAG;
        } else if (name.acquired().isPresent()) {
            acquired = name.acquired().get();
            from = AcquiredFrom.NAME;
        }
        return stac == null
                ? new Pass(acquired, from, image.platform(), Double.NaN, Double.NaN, Double.NaN)
                : new Pass(
                        acquired,
                        from,
                        stac.platform(),
                        stac.sunAzimuthDegrees(),
                        stac.sunElevationDegrees(),
                        stac.offNadirDegrees());
    }

    @Override
    public void close() {
        reader.close();
    }
}
