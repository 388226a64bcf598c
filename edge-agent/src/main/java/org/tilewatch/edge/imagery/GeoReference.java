package org.tilewatch.edge.imagery;

/**
 * Where pixels lie on Earth.
 *
 * @param epsg code of the coordinate reference system, above 0
 * @param toMap from pixel space to map coordinates in that system's own units, x (easting, longitude) first
 */
public record GeoReference(int epsg, Affine toMap) {

    public GeoReference {
        if (epsg <= 0) {
            throw new IllegalArgumentException("EPSG code must be positive: " + epsg);
        }
    }
}
