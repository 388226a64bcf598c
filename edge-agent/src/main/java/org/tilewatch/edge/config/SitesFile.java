package org.tilewatch.edge.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.WatchedSite;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the sites file: a GeoJSON FeatureCollection of Polygon or MultiPolygon Features in longitude and latitude, named by
 * {@code properties.name} (else {@code properties.id}, else the Feature's {@code id}); {@code properties.grid} may lay down the
 * site's grid as {@code {"epsg": 32652, "origin": [x, y], "gsd": 0.5}}, the origin being the upper left corner of tile c0r0 in
 * map coordinates and the ground sample distance in metres.
 */
public final class SitesFile {

    /** Largest file that is read, in bytes. */
    static final int LARGEST = 8 << 20;

    private static final int MOST_SITES = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
    private static final Set<String> GRID_KEYS = Set.of("epsg", "origin", "gsd");

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private SitesFile(Path file) {
        this.file = file;
    }

    /** The sites in the order of the file. All problems are told at once, each with its path in the document. */
    public static List<WatchedSite> read(Path file) throws WrongConfiguration {
        SitesFile reader = new SitesFile(file);
        List<WatchedSite> sites = reader.sites();
        if (!reader.problems.isEmpty()) {
            throw new WrongConfiguration(reader.problems);
        }
        return sites;
    }

    private List<WatchedSite> sites() {
        Optional<JsonNode> root = tree();
        List<WatchedSite> sites = new ArrayList<>();
        if (root.isEmpty()) {
            return sites;
        }
        JsonNode features = root.get().path("features");
        if (!root.get().path("type").asString("").equals("FeatureCollection") || !features.isArray()) {
            problem(
                    "type",
                    "is not a FeatureCollection; allowed: {\"type\": \"FeatureCollection\", \"features\": [...]}");
        } else if (features.isEmpty() || features.size() > MOST_SITES) {
            problem("features", "holds " + features.size() + " sites; allowed: 1 to " + MOST_SITES);
        } else {
            for (int i = 0; i < features.size(); i++) {
                site("features[" + i + "]", features.get(i)).ifPresent(sites::add);
            }
        }
        return sites;
    }

    private Optional<JsonNode> tree() {
        JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(32)
                                .maxNumberLength(64)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                problem("file", "is larger than " + LARGEST + " bytes; allowed: up to that");
                return Optional.empty();
            }
            return Optional.of(mapper.readTree(bytes));
        } catch (JacksonException e) {
            Optional<TokenStreamLocation> at = Optional.ofNullable(e.getLocation());
            int line = at.map(TokenStreamLocation::getLineNr).orElse(0);
            int column = at.map(TokenStreamLocation::getColumnNr).orElse(0);
            problems.add(
                    new Problem(file, Math.max(0, line), column, "file", "is not JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            problem("file", "cannot be read (" + e + "); allowed: a GeoJSON file");
        }
        return Optional.empty();
    }

    private Optional<WatchedSite> site(String path, JsonNode feature) {
        int before = problems.size();
        String name = name(path, feature);
        List<Outline> outlines = outlines(path + ".geometry", feature.path("geometry"));
        JsonNode grid = feature.path("properties").path("grid");
        Optional<SiteGrid> laidDown =
                grid.isMissingNode() || grid.isNull() ? Optional.empty() : grid(path + ".properties.grid", name, grid);
        return problems.size() > before ? Optional.empty() : Optional.of(new WatchedSite(name, outlines, laidDown));
    }

    private String name(String path, JsonNode feature) {
        JsonNode properties = feature.path("properties");
        String name = properties.path("name").asString("");
        if (name.isEmpty()) {
            name = properties.path("id").asString("");
        }
        if (name.isEmpty()) {
            name = feature.path("id").asString("");
        }
        if (!NAME.matcher(name).matches()) {
            problem(
                    path + ".properties.name",
                    "'" + name
                            + "' does not fit; allowed: 1 to 64 letters, digits, spaces, '.', '_' and '-', a letter or"
                            + " digit first");
        } else if (!names.add(name)) {
            problem(path + ".properties.name", "'" + name + "' names another site as well; allowed: a name of its own");
        }
        return name;
    }

    private List<Outline> outlines(String path, JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        List<Outline> found = new ArrayList<>();
        switch (geometry.path("type").asString("")) {
            case "Polygon" -> outline(path + ".coordinates", coordinates).ifPresent(found::add);
            case "MultiPolygon" -> {
                for (int i = 0; i < coordinates.size(); i++) {
                    outline(path + ".coordinates[" + i + "]", coordinates.get(i))
                            .ifPresent(found::add);
                }
                if (coordinates.isEmpty()) {
                    problem(path + ".coordinates", "is empty; allowed: at least one polygon");
                }
            }
            default ->
                problem(
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
            problem(path, "is empty; allowed: an outer ring, then holes");
        }
        return rings.isEmpty() || rings.size() < polygon.size() ? Optional.empty() : Optional.of(new Outline(rings));
    }

    private Optional<double[]> ring(String path, JsonNode ring) {
        int points = ring.size() - 1;
        if (points < 3 || !ring.get(0).equals(ring.get(points))) {
            problem(path, "has " + ring.size() + " positions; allowed: at least 4, the last equal to the first");
            return Optional.empty();
        }
        double[] numbers = new double[2 * points];
        for (int i = 0; i < points; i++) {
            double longitude = ring.get(i).path(0).asDouble(Double.NaN);
            double latitude = ring.get(i).path(1).asDouble(Double.NaN);
            if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
                problem(path + "[" + i + "]", ring.get(i) + " is no place; allowed: [longitude, latitude] in degrees");
                return Optional.empty();
            }
            numbers[2 * i] = longitude;
            numbers[2 * i + 1] = latitude;
        }
        return Optional.of(numbers);
    }

    private Optional<SiteGrid> grid(String path, String site, JsonNode grid) {
        int before = problems.size();
        for (String key : grid.propertyNames()) {
            if (!GRID_KEYS.contains(key)) {
                problem(path + "." + key, "is no known key; allowed: epsg, origin, gsd");
            }
        }
        int epsg = grid.path("epsg").asInt(0);
        // 4000 to 4999 are the codes of systems in degrees, in which a step of so many metres is no fixed step.
        if (!grid.path("epsg").isIntegralNumber() || epsg < 1024 || epsg > 32_767 || epsg / 1000 == 4) {
            problem(
                    path + ".epsg",
                    "'" + grid.path("epsg")
                            + "' does not fit; allowed: the code of a system in metres, such as 32652 (UTM)");
        }
        double x = grid.path("origin").path(0).asDouble(Double.NaN);
        double y = grid.path("origin").path(1).asDouble(Double.NaN);
        if (!(Math.abs(x) < 1e8 && Math.abs(y) < 1e8) || grid.path("origin").size() != 2) {
            problem(path + ".origin", "'" + grid.path("origin") + "' does not fit; allowed: [x, y] in map coordinates");
        }
        double gsd = grid.path("gsd").asDouble(Double.NaN);
        if (!(gsd >= 0.01 && gsd <= 10_000)) {
            problem(path + ".gsd", "'" + grid.path("gsd") + "' does not fit; allowed: metres from 0.01 to 10000");
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new SiteGrid(
                        site, Optional.of(new GeoReference(epsg, new Affine(x, gsd, 0, y, 0, -gsd))), gsd, gsd));
    }

    private void problem(String path, String what) {
        problems.add(new Problem(file, 0, 0, path, what));
    }
}
