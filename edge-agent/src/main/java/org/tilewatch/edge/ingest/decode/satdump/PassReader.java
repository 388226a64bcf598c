package org.tilewatch.edge.ingest.decode.satdump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * A finished pass as one image: of the product that shows most, the channel nearest to the best wavelength of each {@link SpectralBand},
 * in the order of that enum. Only projected channels are taken: those whose image carries a georeference, else
 * {@code channel_NAME_projected.tif} beside it, else all channels of a product that is a map itself. For one thread.
 */
public final class PassReader {

    private static final List<String> PROJECTED = List.of("_projected.tif", "_projected.tiff");

    private final ImageFiles images;
    private final Caps caps;

    public PassReader(ImageFiles images, Caps caps) {
        this.images = images;
        this.caps = caps;
    }

    private record Shown(Channel channel, Path file, ImageHeader header, GeoReference place) {}

    private record Chosen(PassFolder pass, List<Shown> bands) {

        int bits() {
            return bands.stream()
                    .mapToInt(each -> each.header().bitsPerSample())
                    .max()
                    .orElse(8);
        }

        ImageHeader header() {
            ImageHeader first = bands.getFirst().header();
            return new ImageHeader(
                    first.width(),
                    first.height(),
                    bands.size(),
                    bits(),
                    Optional.of(bands.getFirst().place()),
                    Optional.of(pass.acquired()),
                    pass.satellite(),
                    bands.stream().map(each -> each.channel().band()).toList(),
                    false);
        }
    }

    /** What the pass says about itself; reads no pixels. */
    public ImageHeader header(Path dataset) throws IOException, UnreadableTile {
        return choose(dataset).header();
    }

    /** Its channels as bands of one raster; a pixel that is 0 in all of them, or has no alpha in one, was not measured. */
    public ImageHeader read(Path dataset, Raster into) throws IOException, UnreadableTile {
        Chosen chosen = choose(dataset);
        ImageHeader told = chosen.header();
        into.reshape(told.width(), told.height(), told.bands(), told.bitsPerSample());
        List<Mat> planes = new ArrayList<>();
        Mat dark = new Mat();
        Mat valid = new Mat();
        try (Raster one = new Raster()) {
            for (Shown each : chosen.bands()) {
                images.read(each.file(), one);
                if (one.width() != told.width() || one.height() != told.height()) {
                    throw UnreadableTile.corrupt("channel %s decodes to another size than its header tells"
                            .formatted(each.channel().name()));
                }
                Mat plane = new Mat();
                planes.add(plane);
                Core.extractChannel(one.pixels(), plane, 0);
                if (told.bitsPerSample() == 16 && one.bitsPerSample() == 8) {
                    plane.convertTo(plane, CvType.CV_16U, 257);
                }
                Core.compare(plane, new Scalar(0), dark, Core.CMP_GT);
                Core.bitwise_and(dark, one.valid(), dark);
                if (valid.empty()) {
                    dark.copyTo(valid);
                } else {
                    Core.bitwise_or(valid, dark, valid);
                }
            }
            Core.merge(planes, into.pixels());
            valid.copyTo(into.valid());
        } finally {
            planes.forEach(Mat::release);
            dark.release();
            valid.release();
        }
        return told;
    }

    private Chosen choose(Path dataset) throws IOException, UnreadableTile {
        PassFolder pass = PassFolder.read(dataset);
        List<Shown> best = List.of();
        Optional<Product> swath = Optional.empty();
        for (String name : pass.products()) {
            Product product = product(pass, name);
            Map<SpectralBand, Shown> shown = shown(pass, product);
            if (shown.size() > best.size()) {
                best = List.copyOf(shown.values());
            }
            if (shown.isEmpty() && showsGround(product)) {
                swath = Optional.of(product);
            }
        }
        if (best.isEmpty()) {
            throw refusal(pass, swath);
        }
        Chosen chosen = new Chosen(pass, sameShape(best));
        ImageHeader told = chosen.header();
        caps.checkShape(told.width(), told.height(), told.bands(), told.bitsPerSample());
        return chosen;
    }

    private static UnreadableTile refusal(PassFolder pass, Optional<Product> swath) {
        return UnreadableTile.unsupported(swath.map(product -> product.matrix()
                        ? "the channels of %s lie in one image (save_as_matrix), which is not read"
                                .formatted(product.instrument())
                        : UnprojectedSwath.sentence(product.instrument()))
                .orElse("none of its products (%s) shows the ground at 0.58 to 1.1, 1.6, 3.7 or 11 micrometres"
                        .formatted(String.join(", ", pass.products()))));
    }

    private static boolean showsGround(Product product) {
        return product.type().equals("image")
                && product.channels().stream().anyMatch(each -> each.band() != SpectralBand.OTHER);
    }

    private static Product product(PassFolder pass, String name) throws IOException, UnreadableTile {
        Path folder = pass.inside(pass.folder(), name);
        Path file = pass.inside(folder, PassFolder.PRODUCT);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UnreadableTile.truncated(
                    "its dataset.json names the product %s, which has no product.cbor: the pass was cut off"
                            .formatted(name));
        }
        return ProductReader.read(file);
    }

    /** The channels that can be placed, by band; of several in a band the one nearest to its best wavelength. */
    private Map<SpectralBand, Shown> shown(PassFolder pass, Product product) throws IOException, UnreadableTile {
        Map<SpectralBand, Shown> shown = new EnumMap<>(SpectralBand.class);
        if (!showsGround(product) || product.matrix()) {
            return shown;
        }
        for (Channel channel : product.channels()) {
            SpectralBand band = channel.band();
            Shown known = shown.get(band);
            boolean nearer = known == null
                    || band.off(channel.micrometres())
                            < band.off(known.channel().micrometres());
            if (band != SpectralBand.OTHER && nearer) {
                placed(pass, product, channel).ifPresent(found -> shown.put(band, found));
            }
        }
        return shown;
    }

    private Optional<Shown> placed(PassFolder pass, Product product, Channel channel)
            throws IOException, UnreadableTile {
        Path own = pass.inside(product.folder(), channel.file());
        for (String ending : PROJECTED) {
            Path projected = pass.inside(product.folder(), "channel_" + channel.name() + ending);
            if (Files.isRegularFile(projected, LinkOption.NOFOLLOW_LINKS)) {
                ImageHeader header = images.header(projected);
                return header.georeference().map(place -> new Shown(channel, projected, header, place));
            }
        }
        if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
            throw UnreadableTile.truncated("channel %s of %s has no image '%s': the pass was cut off"
                    .formatted(channel.name(), product.instrument(), channel.file()));
        }
        ImageHeader header = images.header(own);
        return header.georeference().or(product::place).map(place -> new Shown(channel, own, header, place));
    }

    /** Channels of another size or place than the first are left out: instruments may have finer ones among theirs. */
    private static List<Shown> sameShape(List<Shown> bands) {
        Shown first = bands.getFirst();
        return bands.stream()
                .filter(each -> each.header().width() == first.header().width()
                        && each.header().height() == first.header().height()
                        && each.place().equals(first.place()))
                .toList();
    }
}
