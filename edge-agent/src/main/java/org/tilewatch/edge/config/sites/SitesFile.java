package org.tilewatch.edge.config.sites;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.ReferenceStructure;
import org.tilewatch.edge.site.watched.Region;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the sites file: a GeoJSON FeatureCollection of Polygon or MultiPolygon Features in longitude and latitude. {@code
 * properties.role} says what a Feature is: {@code site} (so if left out), {@code zone} or {@code structure}; the published schema
 * ({@code deploy/sites.schema.json}) says what else each may have.
 */
public final class SitesFile {

    /** Largest file that is read, in bytes. */
    static final int LARGEST = 8 << 20;

    static final List<String> ROLES = List.of("site", "zone", "structure");
    static final List<String> KEYS = List.of(
            "role",
            "name",
            "site",
            "grid",
            "purpose",
            "priority",
            "minArea",
            "alertOnProvisional",
            "reference",
            "area");

    private static final int MOST_FEATURES = 10_000;
    private static final double GREATEST_AREA = 1e9;
    /** Names of the one system of coordinates that GeoJSON has, as older programs still write it. */
    private static final Set<String> LON_LAT = Set.of(
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
            "OGC:CRS84",
            "urn:ogc:def:crs:EPSG::4326",
            "EPSG:4326");

    private final Path file;
    private final Findings findings;
    private final Rings rings;
    private final Assembly assembly;

    private SitesFile(Path file) {
        this.file = file;
        findings = new Findings(file);
        rings = new Rings(findings);
        assembly = new Assembly(findings);
    }

    /** The sites in the order of the file. All problems are told at once, each with its path in the document. */
    public static List<WatchedSite> read(Path file) throws WrongConfiguration {
        SitesFile reader = new SitesFile(file);
        Optional<JsonNode> root = reader.tree();
        root.ifPresent(reader::collection);
        List<WatchedSite> sites = reader.assembly.sites();
        if (reader.findings.count() > 0) {
            throw new WrongConfiguration(reader.findings.all());
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
                findings.add("file", "is larger than " + LARGEST + " bytes; allowed: up to that");
                return Optional.empty();
            }
            return Optional.of(mapper.readTree(bytes));
        } catch (JacksonException e) {
            Optional<TokenStreamLocation> at = Optional.ofNullable(e.getLocation());
            findings.addAt(
                    at.map(TokenStreamLocation::getLineNr).orElse(0),
                    at.map(TokenStreamLocation::getColumnNr).orElse(0),
                    "is not JSON: " + e.getOriginalMessage());
        } catch (NoSuchFileException e) {
            findings.add("file", "does not exist; allowed: a GeoJSON file");
        } catch (IOException e) {
            findings.add("file", "cannot be read (" + e.getMessage() + "); allowed: a GeoJSON file");
        }
        return Optional.empty();
    }

    private void collection(JsonNode root) {
        JsonNode features = root.path("features");
        if (!root.path("type").asString("").equals("FeatureCollection") || !features.isArray()) {
            findings.add(
                    "type",
                    "is not a FeatureCollection; allowed: {\"type\": \"FeatureCollection\", \"features\": [...]}");
            return;
        }
        if (features.isEmpty() || features.size() > MOST_FEATURES) {
            findings.add("features", "holds " + features.size() + " Features; allowed: 1 to " + MOST_FEATURES);
            return;
        }
        crs(root.path("crs"));
        for (String role : ROLES) {
            for (int i = 0; i < features.size(); i++) {
                if (role.equals(role(features.get(i)))) {
                    feature(role, "features[" + i + "]", features.get(i));
                }
            }
        }
        otherRoles(features);
    }

    private void crs(JsonNode crs) {
        String name = crs.path("properties").path("name").asString("");
        if (!crs.isMissingNode() && !crs.isNull() && !LON_LAT.contains(name)) {
            findings.add(
                    "crs.properties.name",
                    "is '" + name + "'; allowed: none, or urn:ogc:def:crs:OGC:1.3:CRS84 (longitude and latitude,"
                            + " WGS 84)");
        }
    }

    private static String role(JsonNode feature) {
        return feature.path("properties").path("role").asString("site");
    }

    private void otherRoles(JsonNode features) {
        int sites = 0;
        for (int i = 0; i < features.size(); i++) {
            sites += role(features.get(i)).equals("site") ? 1 : 0;
            if (!ROLES.contains(role(features.get(i)))) {
                Attributes of = new Attributes("features[" + i + "]", features.get(i), findings);
                of.choice("role", ROLES);
            }
        }
        if (sites == 0) {
            findings.add("features", "holds no site; allowed: at least one Feature of role 'site'");
        }
    }

    private void feature(String role, String path, JsonNode feature) {
        Attributes of = new Attributes(path, feature, findings);
        int before = findings.count();
        of.warnOfMistyped(KEYS);
        String name = of.name();
        List<Outline> outlines = rings.read(path + ".geometry", feature.path("geometry"));
        boolean sound = findings.count() == before;
        switch (role) {
            case "site" -> site(of, name, outlines, feature, sound);
            case "zone" -> zone(of, name, outlines, sound);
            default -> structure(of, name, outlines, sound);
        }
    }

    private void site(Attributes of, String name, List<Outline> outlines, JsonNode feature, boolean sound) {
        boolean free = assembly.siteName(of, name);
        JsonNode grid = feature.path("properties").path("grid");
        double[] place = outlines.isEmpty()
                ? new double[2]
                : Stream.of(outlines.getFirst().outer()).findFirst().orElseThrow();
        Optional<SiteGrid> laidDown = grid.isMissingNode() || grid.isNull()
                ? Optional.empty()
                : new GridReader(findings).read(of.at("grid"), name, grid, new double[] {place[0], place[1]});
        if (free && sound) {
            assembly.site(name, outlines, laidDown);
        }
    }

    private void zone(Attributes of, String name, List<Outline> outlines, boolean sound) {
        int before = findings.count();
        Optional<Purpose> purpose = of.choice(
                        "purpose",
                        Stream.of(Purpose.values()).map(Purpose::written).toList())
                .flatMap(written -> Stream.of(Purpose.values())
                        .filter(each -> each.written().equals(written))
                        .findFirst());
        int priority = of.whole("priority", Zone.HIGHEST_PRIORITY);
        double leastArea =
                of.number("minArea", 0, GREATEST_AREA, "square metres").orElse(0);
        boolean atOnce = of.flag("alertOnProvisional");
        String reference = of.text("reference");
        if (sound && purpose.isPresent() && findings.count() == before) {
            assembly.zone(of, new Zone(name, purpose.get(), outlines, priority, leastArea, atOnce, reference));
        }
    }

    private void structure(Attributes of, String name, List<Outline> outlines, boolean sound) {
        int before = findings.count();
        OptionalDouble area = of.number("area", 1, GREATEST_AREA, "square metres");
        if (sound && findings.count() == before) {
            assembly.structure(
                    of,
                    new ReferenceStructure(name, outlines, area.orElseGet(() -> new Region(outlines).squareMetres())));
        }
    }
}
