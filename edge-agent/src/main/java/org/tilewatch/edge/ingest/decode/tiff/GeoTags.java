package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** What the GeoTIFF tags and TIFFTAG_DATETIME of a directory say, read as GDAL reads them. */
final class GeoTags {

    private static final int SCALE = 33550;
    private static final int TIE_POINT = 33922;
    private static final int MATRIX = 34264;
    private static final int KEYS = 34735;
    private static final int RASTER_TYPE_KEY = 1025;
    private static final int GEOGRAPHIC_KEY = 2048;
    private static final int PROJECTED_KEY = 3072;
    private static final int PIXEL_IS_POINT = 2;
    private static final int USER_DEFINED = 32767;

    private static final DateTimeFormatter TAG_TIME = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);

    private GeoTags() {}

    /** Empty where the file names no EPSG code or no invertible place. */
    static Optional<GeoReference> georeference(TiffDirectory tags) throws IOException, UnreadableTile {
        int epsg = key(tags, PROJECTED_KEY);
        if (epsg <= 0 || epsg == USER_DEFINED) {
            // A projection without a code over a known datum is not that datum's longitude and latitude.
            epsg = epsg == USER_DEFINED ? 0 : key(tags, GEOGRAPHIC_KEY);
        }
        if (epsg <= 0 || epsg == USER_DEFINED) {
            return Optional.empty();
        }
        try {
            int code = epsg;
            return affine(tags).map(toMap -> new GeoReference(code, toMap));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // scale 0 and its like: GDAL, too, goes on without a place
        }
    }

    private static Optional<Affine> affine(TiffDirectory tags) throws IOException, UnreadableTile {
        double point = key(tags, RASTER_TYPE_KEY) == PIXEL_IS_POINT ? 0.5 : 0;
        double sx = tags.count(SCALE) >= 2 ? tags.realAt(SCALE, 0) : 0;
        double sy = tags.count(SCALE) >= 2 ? -Math.abs(tags.realAt(SCALE, 1)) : 0;
        if (sx != 0 && sy != 0 && tags.count(TIE_POINT) >= 6) {
            double u0 = tags.realAt(TIE_POINT, 3) - (tags.realAt(TIE_POINT, 0) + point) * sx;
            double v0 = tags.realAt(TIE_POINT, 4) - (tags.realAt(TIE_POINT, 1) + point) * sy;
            return Optional.of(new Affine(u0, sx, 0, v0, 0, sy));
        }
        if (tags.count(MATRIX) >= 16) {
            double ux = tags.realAt(MATRIX, 0);
            double uy = tags.realAt(MATRIX, 1);
            double vx = tags.realAt(MATRIX, 4);
            double vy = tags.realAt(MATRIX, 5);
            double u0 = tags.realAt(MATRIX, 3) - point * (ux + uy);
            double v0 = tags.realAt(MATRIX, 7) - point * (vx + vy);
            return Optional.of(new Affine(u0, ux, uy, v0, vx, vy));
        }
        return Optional.empty();
    }

    private static int key(TiffDirectory tags, int wanted) throws IOException, UnreadableTile {
        long keys = (tags.count(KEYS) - 4) / 4;
        for (long i = 1; i <= Math.min(keys, 256); i++) {
            if (tags.valueAt(KEYS, 4 * i) == wanted && tags.valueAt(KEYS, 4 * i + 1) == 0) {
                return (int) tags.valueAt(KEYS, 4 * i + 3);
            }
        }
        return 0;
    }

    static Optional<Instant> dateTime(TiffDirectory tags) throws IOException, UnreadableTile {
        String text = tags.text(306);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(text, TAG_TIME).toInstant(ZoneOffset.UTC))
                            .filter(Pass::isPossible);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
