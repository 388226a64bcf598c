package org.tilewatch.calibration.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.ProjCoordinate;
import org.tilewatch.calibration.geotiff.GeoTiff;
import org.tilewatch.calibration.geotiff.GeoTiffWriter;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.story.Story;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A simulated site on disk: GeoTIFF, STAC Item and truth. */
final class SiteFiles {

    private static final DateTimeFormatter NAME_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.shared();

    private SiteFiles() {}

    /** Name of a look's files without ending. */
    static String name(String site, Instant acquired) {
        return site + "_" + NAME_TIME.format(acquired);
    }

    /** The Item comes first, so that whoever sees the image finds it. Returns bytes of the image. */
    static long write(Path folder, DrawnLook look) throws IOException {
        place(folder.resolve(look.name() + ".json"), JSON.writeValueAsBytes(item(look)));
        byte[] image = GeoTiffWriter.encode(look.picture());
        place(folder.resolve(look.name() + ".tif"), image);
        return image.length;
    }

    static void writeTruth(Path folder, SimulatedSite site, List<ObjectNode> looks) throws IOException {
        place(folder.resolve("truth.json"), JSON.writeValueAsBytes(truth(site, looks)));
    }

    /**
     * The sites file, as an analyst would draw it up.
     *
     * @param onGrid corners of a place in pixels of the grid
     */
    static void writeSites(
            Path folder, String site, SiteGrid grid, List<Story.Marked> marked, Function<Place, double[]> onGrid)
            throws IOException {
        ObjectNode collection = JSON.createObjectNode().put("type", "FeatureCollection");
        ArrayNode features = collection.putArray("features");
        double edge = grid.size();
        feature(features, grid, new double[] {0, 0, 0, edge, edge, edge, edge, 0})
                .put("name", site);
        for (Story.Marked each : marked) {
            ObjectNode properties = feature(features, grid, onGrid.apply(each.place()));
            properties
                    .put("role", each.purpose().isEmpty() ? "structure" : "zone")
                    .put("name", each.name());
            if (each.purpose().isEmpty()) {
                properties.put("area", rounded(each.place().area(), 1));
            } else {
                properties.put("purpose", each.purpose());
            }
            if (each.priority() > 0) {
                properties.put("priority", each.priority());
            }
            if (!each.reference().isEmpty()) {
                properties.put("reference", each.reference());
            }
        }
        place(folder.resolve("sites.geojson"), JSON.writeValueAsBytes(collection));
    }

    /** Adds a polygon given in pixels of the grid; returns its properties. */
    private static ObjectNode feature(ArrayNode features, SiteGrid grid, double[] ring) {
        Affine map = grid.place().toMap();
        double[] points = new double[ring.length];
        for (int k = 0; k < ring.length; k += 2) {
            points[k] = map.u(ring[k], ring[k + 1]);
            points[k + 1] = map.v(ring[k], ring[k + 1]);
        }
        new Projections().of(grid.place().epsg()).orElseThrow().toLonLat(points);
        ObjectNode feature = features.addObject().put("type", "Feature");
        ObjectNode properties = feature.putObject("properties");
        ArrayNode corners = feature.putObject("geometry")
                .put("type", "Polygon")
                .putArray("coordinates")
                .addArray();
        for (int k = 0; k <= points.length; k += 2) {
            corners.addArray()
                    .add(rounded(points[k % points.length], 1e7))
                    .add(rounded(points[k % points.length + 1], 1e7));
        }
        return properties;
    }

    private static void place(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ObjectNode item(DrawnLook look) {
        ObjectNode item = JSON.createObjectNode();
        item.put("type", "Feature").put("stac_version", "1.0.0").put("id", look.name());
        double[] ring = corners(look.picture());
        ObjectNode geometry = item.putObject("geometry").put("type", "Polygon");
        ArrayNode points = geometry.putArray("coordinates").addArray();
        for (int k = 0; k <= 8; k += 2) {
            points.addArray().add(ring[k % 8]).add(ring[k % 8 + 1]);
        }
        ArrayNode box = item.putArray("bbox");
        box.add(Math.min(ring[0], ring[6])).add(Math.min(ring[5], ring[7]));
        box.add(Math.max(ring[2], ring[4])).add(Math.max(ring[1], ring[3]));
        item.put("collection", look.site());
        item.putObject("properties")
                .put("datetime", look.acquired().toString())
                .put("platform", look.platform())
                .put("gsd", look.gsdMetres())
                .put("view:off_nadir", rounded(look.offNadirDegrees(), 10))
                .put("view:sun_elevation", rounded(look.sun().elevationDegrees(), 10))
                .put("view:sun_azimuth", rounded(look.sun().azimuthDegrees(), 10))
                .put("proj:epsg", look.picture().place().epsg());
        item.putArray("links");
        ObjectNode asset = item.putObject("assets").putObject("visual");
        asset.put("href", look.name() + ".tif").put("type", "image/tiff; application=geotiff");
        asset.putArray("roles").add("visual");
        return item;
    }

    /** Longitude and latitude of the corners: upper left, upper right, lower right, lower left. */
    private static double[] corners(GeoTiff picture) {
        CRSFactory systems = new CRSFactory();
        CoordinateTransform toGlobe = new CoordinateTransformFactory()
                .createTransform(
                        systems.createFromName("EPSG:" + picture.place().epsg()), systems.createFromName("EPSG:4326"));
        Affine map = picture.place().toMap();
        int[] pixels = {0, 0, picture.width(), 0, picture.width(), picture.height(), 0, picture.height()};
        double[] ring = new double[8];
        for (int k = 0; k < 8; k += 2) {
            ProjCoordinate there = new ProjCoordinate(map.u(pixels[k], pixels[k + 1]), map.v(pixels[k], pixels[k + 1]));
            ProjCoordinate globe = toGlobe.transform(there, new ProjCoordinate());
            ring[k] = rounded(globe.x, 1e7);
            ring[k + 1] = rounded(globe.y, 1e7);
        }
        return ring;
    }

    private static ObjectNode truth(SimulatedSite site, List<ObjectNode> looks) {
        ObjectNode truth = JSON.createObjectNode();
        truth.put("site", site.name())
                .put("size", site.grid().size())
                .put("gsd_m", site.grid().gsdMetres());
        truth.put("epsg", site.grid().place().epsg()).put("warm_up_looks", site.quietLooks());
        ArrayNode rows = truth.putArray("looks");
        looks.forEach(rows::add);
        ArrayNode events = truth.putArray("events");
        for (PlantedEvent event : site.events()) {
            ObjectNode row = events.addObject().put("kind", event.kind());
            row.put("first_look", event.firstLook()).put("last_look", event.lastLook());
            row.put("area_m2", rounded(event.areaSquareMetres(), 10));
            ArrayNode ring = row.putArray("polygons_px").addArray();
            double[] xy = event.outline().outer();
            for (int k = 0; k < xy.length; k += 2) {
                ring.addArray().add(Math.round(xy[k] - 0.5)).add(Math.round(xy[k + 1] - 0.5));
            }
        }
        if (!site.facts().isEmpty()) {
            truth.putPOJO("story", site.facts());
        }
        return truth;
    }

    /** What the truth says of a look; holds none of its pixels. */
    static ObjectNode described(DrawnLook look) {
        ObjectNode row = JSON.createObjectNode();
        row.put("file", look.name() + ".tif")
                .put("datetime", look.acquired().toString())
                .put("platform", look.platform());
        row.put("cloud", rounded(look.cloudFraction(), 1e3)).put("nodata", rounded(look.noDataFraction(), 1e3));
        row.put("width", look.picture().width()).put("height", look.picture().height());
        row.put("gsd_m", look.gsdMetres()).put("sun_azimuth", rounded(look.sun().azimuthDegrees(), 10));
        ArrayNode bustle = row.putArray("bustle");
        for (int[] car : look.bustle()) {
            bustle.addArray().add(car[0]).add(car[1]).add(car[2]).add(car[3]);
        }
        // In truth.json whole numbers are the centres of pixels; Affine has them at the halves.
        Affine halves = look.gridToFile();
        ArrayNode warp = row.putArray("warp");
        warp.addArray().add(halves.ux()).add(halves.uy()).add(halves.u(0.5, 0.5) - 0.5);
        warp.addArray().add(halves.vx()).add(halves.vy()).add(halves.v(0.5, 0.5) - 0.5);
        ArrayNode events = row.putArray("events");
        for (int k = 0; k < look.hiddenFractions().length; k++) {
            events.addObject().put("event", k).put("hidden", rounded(look.hiddenFractions()[k], 1e3));
        }
        return row;
    }

    private static double rounded(double value, double steps) {
        return Math.round(value * steps) / steps;
    }
}
