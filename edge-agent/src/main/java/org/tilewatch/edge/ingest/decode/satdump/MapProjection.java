package org.tilewatch.edge.ingest.decode.satdump;

import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * The map projections of SatDump that have an EPSG code: {@code equirec} in degrees, {@code utm} and {@code webmerc} in metres, with
 * {@code offset_x}, {@code offset_y} (the outer corner of the first pixel) and {@code scalar_x}, {@code scalar_y} (a pixel's size).
 */
final class MapProjection {

    private static final int WGS_84 = 4326;
    private static final int WEB_MERCATOR = 3857;

    private MapProjection() {}

    /** Empty for a swath, a projection without a code, or one that is not whole. */
    static Optional<GeoReference> place(String type, Map<String, Double> numbers, boolean south) {
        int epsg = epsg(type, numbers.getOrDefault("zone", 0.0).intValue(), south);
        boolean turned = numbers.getOrDefault("lon0", 0.0) != 0 || numbers.getOrDefault("lat0", 0.0) != 0;
        if (epsg == 0 || (turned && epsg == WGS_84)) {
            return Optional.empty();
        }
        try {
            double down = -Math.abs(numbers.getOrDefault("scalar_y", 0.0));
            Affine toMap = new Affine(
                    numbers.getOrDefault("offset_x", 0.0),
                    numbers.getOrDefault("scalar_x", 0.0),
                    0,
                    numbers.getOrDefault("offset_y", 0.0),
                    0,
                    down);
            return Optional.of(new GeoReference(epsg, toMap));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no size of a pixel: then it tells no place
        }
    }

    private static int epsg(String type, int zone, boolean south) {
        return switch (type) {
            case "equirec" -> WGS_84;
            case "webmerc" -> WEB_MERCATOR;
            case "utm" -> zone >= 1 && zone <= 60 ? (south ? 32700 : 32600) + zone : 0;
            default -> 0;
        };
    }
}
