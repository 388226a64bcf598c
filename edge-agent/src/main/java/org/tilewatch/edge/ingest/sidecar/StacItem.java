package org.tilewatch.edge.ingest.sidecar;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Pass;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The few fields of a STAC Item that matter here. Read as a stream: all else is passed over without being kept.
 *
 * <p>For one reading; fields stay at "unknown" (empty, NaN, 0) where the Item has none.
 */
public final class StacItem {

    public static final int MAX_BYTES = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxDocumentLength(MAX_BYTES)
                    .maxNameLength(256)
                    .maxStringLength(1 << 16)
                    .maxNumberLength(64)
                    .build())
            .build();

    private @Nullable Instant datetime;
    private @Nullable Instant start;
    private String platform = "";
    private String collection = "";
    private String href = "";
    private double sunAzimuth = Double.NaN;
    private double sunElevation = Double.NaN;
    private double offNadir = Double.NaN;
    private double gsd = Double.NaN;
    private int epsg;
    private @Nullable Affine transform;

    private StacItem() {}

    /**
     * Reads an item. What it tells of the place and the pixels of one asset counts more than what it tells of all.
     *
     * @param image name of the file beside it, as the end of an asset's {@code href} has it
     * @throws IllegalArgumentException with the field, its value and what is wrong
     */
    public static StacItem parse(byte[] content, String image) {
        StacItem item = new StacItem();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), content)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            item.readObject(in, image);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        return item;
    }

    private void readObject(JsonParser in, String image) {
        StacItem asset = new StacItem();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("properties") && value == JsonToken.START_OBJECT) {
                readProperties(in);
            } else if (name.equals("assets") && value == JsonToken.START_OBJECT) {
                asset = assetOf(in, image);
            } else if (name.equals("collection")) {
                collection = text(in);
            }
            skip(in);
        }
        epsg = asset.epsg == 0 ? epsg : asset.epsg;
        transform = asset.transform == null ? transform : asset.transform;
        gsd = Double.isNaN(asset.gsd) ? gsd : asset.gsd;
    }

    /** The asset that is the image, else one that tells nothing. */
    private static StacItem assetOf(JsonParser in, String image) {
        StacItem found = new StacItem();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                StacItem asset = new StacItem();
                asset.readProperties(in);
                found = asset.href.substring(asset.href.lastIndexOf('/') + 1).equals(image) ? asset : found;
            }
            skip(in);
        }
        return found;
    }

    private void readProperties(JsonParser in) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            readProperty(in, name);
            skip(in);
        }
    }

    private static void skip(JsonParser in) {
        if (in.currentToken() == JsonToken.START_OBJECT || in.currentToken() == JsonToken.START_ARRAY) {
            in.skipChildren();
        }
    }

    private void readProperty(JsonParser in, String name) {
        switch (name) {
            case "datetime" -> datetime = time(in, name);
            case "start_datetime" -> start = time(in, name);
            case "platform" -> platform = text(in);
            case "view:sun_azimuth" -> sunAzimuth = number(in);
            case "view:sun_elevation" -> sunElevation = number(in);
            case "view:off_nadir" -> offNadir = number(in);
            case "gsd" -> gsd = number(in);
            case "proj:epsg" -> epsg = known(number(in));
            case "proj:code" -> epsg = known(code(text(in)));
            case "href" -> href = in.getValueAsString("");
            case "proj:transform" -> transform = affine(in);
            default -> {
                // nothing of ours
            }
        }
    }

    private static @Nullable Instant time(JsonParser in, String name) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = in.getValueAsString("");
        try {
            Instant time = Instant.parse(text);
            if (!Pass.isPossible(time)) {
                throw new DateTimeException("outside of 1970 to 2100");
            }
            return time;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is '%s', which is no time like 2026-03-01T02:10:00Z in the years 1970 to 2100"
                            .formatted(name, shortened(text)),
                    e);
        }
    }

    private static String text(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_STRING ? shortened(in.getString()) : "";
    }

    private static String shortened(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128);
    }

    private static double number(JsonParser in) {
        return in.currentToken().isNumeric() ? in.getDoubleValue() : Double.NaN;
    }

    private static int code(String text) {
        return text.matches("EPSG:\\d{4,6}") ? Integer.parseInt(text.substring(5)) : 0;
    }

    /** The code, if it can be one: of {@code proj:epsg} and {@code proj:code} one may be null. */
    private int known(double code) {
        return code >= 1 && code <= 999_999 ? (int) code : epsg;
    }

    private static @Nullable Affine affine(JsonParser in) {
        double[] n = new double[6];
        int count = 0;
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (!in.currentToken().isNumeric()) {
                throw new IllegalArgumentException("proj:transform holds something else than numbers");
            }
            if (count < 6) {
                n[count] = in.getDoubleValue();
            }
            count++;
        }
        if (count != 6 && count != 9) {
            throw new IllegalArgumentException("proj:transform has %d numbers, not 6 or 9".formatted(count));
        }
        return new Affine(n[2], n[0], n[1], n[5], n[3], n[4]);
    }

    /** {@code datetime}, else {@code start_datetime}. */
    public Optional<Instant> acquired() {
        return Optional.ofNullable(datetime == null ? start : datetime);
    }

    public String platform() {
        return platform;
    }

    public String collection() {
        return collection;
    }

    public double sunAzimuthDegrees() {
        return sunAzimuth;
    }

    public double sunElevationDegrees() {
        return sunElevation;
    }

    public double offNadirDegrees() {
        return offNadir;
    }

    public double gsdMetres() {
        return gsd;
    }

    /** 0 if unknown. */
    public int epsg() {
        return epsg;
    }

    public Optional<Affine> transform() {
        return Optional.ofNullable(transform);
    }
}
