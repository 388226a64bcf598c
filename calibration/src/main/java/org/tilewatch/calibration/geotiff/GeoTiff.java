package org.tilewatch.calibration.geotiff;

import java.time.Instant;
import java.util.OptionalInt;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * An RGB picture of 8 bit with its place on Earth.
 *
 * @param rgb interleaved in rows, width x height x 3 bytes; owned by the picture
 * @param place north up, without rotation, projected
 * @param acquired goes into tag 306, whole seconds of UTC
 * @param noData value that means no measurement (tag 42113), if there is one
 * @param layout how the pixels are laid down in the file
 */
public record GeoTiff(
        int width, int height, byte[] rgb, GeoReference place, Instant acquired, OptionalInt noData, Layout layout) {

    /** How the pixels are laid down. */
    public enum Layout {
        /** Tiles of 256 pixels, deflate. */
        DEFLATED_TILES,
        /** Strips of 64 rows, deflate. */
        DEFLATED_STRIPS,
        /** Strips of 64 rows, uncompressed. */
        PLAIN_STRIPS
    }

    public GeoTiff {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "%d x %d RGB pixels do not fit into %d bytes".formatted(width, height, rgb.length));
        }
        Affine map = place.toMap();
        if (map.uy() != 0 || map.vx() != 0 || map.ux() <= 0 || map.vy() >= 0) {
            throw new IllegalArgumentException("picture must lie north up: " + map);
        }
    }
}
