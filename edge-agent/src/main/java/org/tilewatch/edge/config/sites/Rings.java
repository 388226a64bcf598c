package org.tilewatch.edge.config.sites;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.Region;
import tools.jackson.databind.JsonNode;

/** Reads GeoJSON Polygons and MultiPolygons. */
final class Rings {

    private final Findings findings;

    Rings(Findings findings) {
        this.findings = findings;
    }

    /** The outlines; fewer than the geometry holds, or none, where something is wrong with it. */
    List<Outline> read(String path, JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        String at = path + ".coordinates";
        List<Outline> found = new ArrayList<>();
        switch (geometry.path("type").asString("")) {
            case "Polygon" -> outline(at, coordinates).ifPresent(found::add);
            case "MultiPolygon" -> {
                for (int i = 0; i < coordinates.size(); i++) {
                    outline(at + "[" + i + "]", coordinates.get(i)).ifPresent(found::add);
                }
                if (coordinates.isEmpty()) {
                    findings.add(at, "is empty; allowed: at least one polygon");
                }
            }
            default ->
                findings.add(
                        path + ".type",
                        "is '" + geometry.path("type").asString("") + "'; allowed: Polygon, MultiPolygon");
        }
        return found;
    }

    private Optional<Outline> outline(String path, JsonNode polygon) {
        List<double[]> rings = new ArrayList<>();
        for (int i = 0; i < polygon.size(); i++) {
            ring(path + "[" + i + "]", polygon.get(i)).ifPresent(rings::add);
        }
        if (polygon.isEmpty()) {
            findings.add(path, "is empty; allowed: an outer ring, then holes");
        }
        if (rings.isEmpty() || rings.size() < polygon.size()) {
            return Optional.empty();
        }
        Outline outline = new Outline(rings);
        Optional<String> fault = Region.fault(outline);
        fault.ifPresent(what -> findings.add(path, what + "; allowed: rings that neither cross nor touch themselves"));
        return fault.isPresent() ? Optional.empty() : Optional.of(outline);
    }

    private Optional<double[]> ring(String path, JsonNode ring) {
        int points = ring.size() - 1;
        if (points < 3 || !ring.get(0).equals(ring.get(points))) {
            findings.add(path, "has " + ring.size() + " positions; allowed: at least 4, the last equal to the first");
            return Optional.empty();
        }
        double[] numbers = new double[2 * points];
        for (int i = 0; i < points; i++) {
            double longitude = ring.get(i).path(0).asDouble(Double.NaN);
            double latitude = ring.get(i).path(1).asDouble(Double.NaN);
            if (!place(longitude, latitude)) {
                boolean swapped = place(latitude, longitude);
                findings.add(
                        path + "[" + i + "]",
                        ring.get(i)
                                + (swapped
                                        ? " is no place, but would be one the other way round; allowed: [longitude,"
                                                + " latitude] in degrees, longitude first"
                                        : " is no place; allowed: [longitude, latitude] in degrees"));
                return Optional.empty();
            }
            numbers[2 * i] = longitude;
            numbers[2 * i + 1] = latitude;
        }
        return spansHalfTheEarth(path, numbers) ? Optional.empty() : Optional.of(numbers);
    }

    /** What is drawn from 179.9 to -179.9 degrees without a cut goes the long way round. */
    private boolean spansHalfTheEarth(String path, double[] ring) {
        double west = 180;
        double east = -180;
        for (int i = 0; i < ring.length; i += 2) {
            west = Math.min(west, ring[i]);
            east = Math.max(east, ring[i]);
        }
        if (east - west > 180) {
            findings.add(
                    path,
                    "spans %s degrees of longitude; allowed: up to 180, what crosses the anti-meridian as a MultiPolygon cut at 180 and -180"
                            .formatted(east - west));
        }
        return east - west > 180;
    }

    private static boolean place(double longitude, double latitude) {
        return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
    }
}
