package org.tilewatch.edge.ingest.decode.satdump;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * Reads {@code product.cbor} in one go without keeping what is not used: orbit, line times and calibration are most of it. A map with
 * {@code instrument}, {@code type}, {@code images} (a list of maps with {@code file}, {@code name} and, from SatDump 2 on,
 * {@code wavenumber} per centimetre), in SatDump 1 {@code calibration.wavenumbers}, and {@code projection_cfg}.
 */
final class ProductReader {

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_CHANNELS = 512;

    /** SatDump nests 5 deep. */
    private static final CBORFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1 << 12)
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .build();

    private record Image(String name, String file, double wavenumber) {}

    private final List<Image> images = new ArrayList<>();
    private final List<Double> wavenumbers = new ArrayList<>();
    private final Map<String, Double> numbers = new HashMap<>();
    private String instrument = "";
    private String type = "";
    private String projection = "";
    private boolean south;
    private boolean matrix;

    private ProductReader() {}

    static Product read(Path file) throws IOException, UnreadableTile {
        long bytes = Files.size(file);
        if (bytes > MOST_BYTES) {
            throw UnreadableTile.tooLarge(
                    "its product.cbor has %d bytes, at most %d are read".formatted(bytes, MOST_BYTES));
        }
        if (bytes == 0) {
            throw UnreadableTile.truncated("its product.cbor has no bytes: the pass was cut off");
        }
        ProductReader reader = new ProductReader();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
                JsonParser cbor = CBOR.createParser(ObjectReadContext.empty(), in)) {
            reader.read(cbor);
        } catch (JacksonException e) {
            throw UnreadableTile.truncated(
                    "its product.cbor of %d bytes is cut off or none: %s".formatted(bytes, e.getOriginalMessage()));
        }
        Path folder = file.getParent();
        return reader.product(folder == null ? Path.of(".") : folder);
    }

    private Product product(Path folder) {
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            double wavenumber =
                    image.wavenumber() > 0 || i >= wavenumbers.size() ? image.wavenumber() : wavenumbers.get(i);
            channels.add(Channel.of(instrument, image.name(), image.file(), wavenumber));
        }
        Optional<GeoReference> place = MapProjection.place(projection, numbers, south);
        return new Product(folder, instrument, type, channels, place, matrix);
    }

    private void read(JsonParser in) throws UnreadableTile {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw UnreadableTile.corrupt("its product.cbor does not begin with a map");
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "instrument" -> instrument = text(in, value);
                case "type" -> type = text(in, value);
                case "save_as_matrix" -> matrix = value == JsonToken.VALUE_TRUE;
                case "images" -> readImages(in, value);
                case "calibration" -> readCalibration(in, value);
                case "projection_cfg" -> readProjection(in, value);
                default -> in.skipChildren();
            }
        }
        if (in.currentToken() != JsonToken.END_OBJECT) {
            throw UnreadableTile.truncated("its product.cbor is cut off");
        }
    }

    private void readImages(JsonParser in, JsonToken begin) throws UnreadableTile {
        if (begin != JsonToken.START_ARRAY) {
            throw UnreadableTile.corrupt("its product.cbor has no list of images");
        }
        while (in.nextToken() == JsonToken.START_OBJECT) {
            if (images.size() == MOST_CHANNELS) {
                throw UnreadableTile.tooLarge("its product.cbor has more than %d images".formatted(MOST_CHANNELS));
            }
            String file = "";
            String channel = "";
            double wavenumber = 0;
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "file" -> file = text(in, value);
                    case "name" -> channel = text(in, value);
                    case "wavenumber" -> wavenumber = number(in, value);
                    default -> in.skipChildren();
                }
            }
            images.add(new Image(channel, file, wavenumber));
        }
    }

    private void readCalibration(JsonParser in, JsonToken begin) {
        if (begin != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("wavenumbers") && value == JsonToken.START_ARRAY) {
                for (JsonToken each = in.nextToken();
                        each != null && each != JsonToken.END_ARRAY;
                        each = in.nextToken()) {
                    double told = number(in, each);
                    if (wavenumbers.size() < MOST_CHANNELS) {
                        wavenumbers.add(told);
                    }
                }
            } else {
                in.skipChildren();
            }
        }
    }

    private void readProjection(JsonParser in, JsonToken begin) {
        if (begin != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("type")) {
                projection = text(in, value);
            } else if (name.equals("south")) {
                south = value == JsonToken.VALUE_TRUE;
            } else if (value != null && value.isNumeric()) {
                numbers.put(name, in.getDoubleValue());
            } else {
                in.skipChildren();
            }
        }
    }

    private static String text(JsonParser in, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        in.skipChildren();
        return "";
    }

    private static double number(JsonParser in, JsonToken value) {
        if (value != null && value.isNumeric()) {
            return in.getDoubleValue();
        }
        in.skipChildren();
        return 0;
    }
}
