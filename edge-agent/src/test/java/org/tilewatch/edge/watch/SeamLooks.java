package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.Path;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;

/**
 * Looks of one drawn ground in any reference system, 320 x 320 pixels of half a metre.
 *
 * @param home the pixels that the ground is drawn in
 */
record SeamLooks(GeoReference home) {

    static final int EDGE = 320;
    private static final Projections PROJECTIONS = new Projections();

    /** With the middle of the ground that looks show at a place; in the UTM zone of that number, north. */
    static SeamLooks around(double longitude, double latitude, int zone) {
        double[] middle = {longitude, latitude};
        projection(32600 + zone).toMap(middle);
        return new SeamLooks(new GeoReference(
                32600 + zone, new Affine(middle[0] - EDGE / 4.0, 0.5, 0, middle[1] + EDGE / 4.0, 0, -0.5)));
    }

    private static Projection projection(int epsg) {
        return PROJECTIONS.of(epsg).orElseThrow();
    }

    /** Longitude and latitude of a place of the ground. */
    double[] lonLat(double x, double y) {
        double[] point = {home.toMap().u(x, y), home.toMap().v(x, y)};
        projection(home.epsg()).toLonLat(point);
        return point;
    }

    /** A day's look in a reference system, turned against the ground as that one is; longitudes begin at {@code west} if in degrees. */
    Path write(Path folder, int day, DrawnSite ground, int epsg, double west) throws IOException {
        double[] corner = lonLat(0, 0);
        double stretch = 1 / Math.cos(Math.toRadians(corner[1]));
        double metre = epsg == 4326 ? 1 / 111_250.0 : epsg == 3857 ? stretch : 1;
        double east = 0.5 * metre * (epsg == 4326 ? stretch : 1);
        double north = 0.5 * metre;
        projection(epsg).toMapNear(corner, west);
        Affine toMap = new Affine(corner[0], east, 0, corner[1], 0, -north);
        double[] places = places(projection(epsg), toMap);
        Light light = DrawnSite.day(day);
        DrawnTiff.Ink ink = (x, y, band) -> {
            int at = 2 * (y * EDGE + x);
            Light there = new Light(
                    light.gain(), light.offset(), x - places[at] + 0.5, y - places[at + 1] + 0.5, light.noise());
            return ground.sample(there, x, y, band);
        };
        return new DrawnTiff(EDGE, EDGE, DrawnSite.BANDS, ink)
                .place(epsg, toMap.u0(), toMap.v0(), east, north)
                .write(folder.resolve(DrawnLooks.name("seam", day)));
    }

    /** Where the middles of a look's pixels lie on the ground. */
    private double[] places(Projection projection, Affine toMap) {
        double[] places = new double[2 * EDGE * EDGE];
        for (int i = 0; i < EDGE * EDGE; i++) {
            int row = i / EDGE;
            places[2 * i] = toMap.u(i % EDGE + 0.5, row + 0.5);
            places[2 * i + 1] = toMap.v(i % EDGE + 0.5, row + 0.5);
        }
        projection.toLonLat(places);
        projection(home.epsg()).toMap(places);
        Affine toGround = home.toMap().inverse();
        for (int i = 0; i < places.length; i += 2) {
            double x = places[i];
            places[i] = toGround.u(x, places[i + 1]);
            places[i + 1] = toGround.v(x, places[i + 1]);
        }
        return places;
    }
}
