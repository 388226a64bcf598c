package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;

/**
 * Where the demo's station lives: {@code station.yaml}, {@code sites.geojson}, {@code inbox} and {@code state}. A folder that
 * the demo made for itself goes away with it.
 */
final class DemoFolder implements AutoCloseable {

    private final Path root;
    private final boolean passing;

    private DemoFolder(Path root, boolean passing) {
        this.root = root;
        this.passing = passing;
    }

    /**
     * Makes the folder.
     *
     * @param wanted empty for a new one among the machine's temporary files
     * @throws IOException if the wanted folder holds something: an old state would know the looks already
     */
    static DemoFolder at(Optional<Path> wanted) throws IOException {
        Path root = wanted.isPresent()
                ? Files.createDirectories(wanted.get().toAbsolutePath().normalize())
                : Files.createTempDirectory("tilewatch-demo-");
        try (Stream<Path> inside = Files.list(root)) {
            if (inside.findAny().isPresent()) {
                throw new IOException("--state %s: the folder is not empty, and the demo begins anew".formatted(root));
            }
        }
        Files.createDirectories(root.resolve("inbox"));
        return new DemoFolder(root, wanted.isEmpty());
    }

    /** Where the looks are laid. */
    Path inbox() {
        return root.resolve("inbox");
    }

    Path root() {
        return root;
    }

    /** Writes the station's files; {@code tilewatch run --config} would take them as well. */
    Config configure(String brokerUrl, OptionalInt pagePort) throws IOException, WrongConfiguration {
        Path sites = root.resolve("sites.geojson");
        Files.writeString(sites, sites());
        String page = pagePort.isPresent() ? "console: { listen: \"127.0.0.1:" + pagePort.getAsInt() + "\" }\n" : "";
        Path file = root.resolve("station.yaml");
        Files.writeString(file, """
            station: { id: demo, name: Demo station, location: [127.5, 39.8] }
            inbox: { folder: "%s", afterwards: move, sidecarWait: 2s }
            state: "%s"
            mqtt: { url: "%s" }
            sites: "%s"
            alerts: { falsePerHundredTiles: 2 }
            lamps: { driver: console }
            """.formatted(inbox(), root.resolve("state"), brokerUrl, sites) + page);
        return Config.read(file);
    }

    /** The site's outline is all that the station is told. */
    private static String sites() {
        Affine grid = SimulatedSite.GRID.toMap();
        int size = SimulatedSite.SIZE;
        double[] ring = new double[8];
        List<int[]> corners =
                List.of(new int[] {0, 0}, new int[] {0, size}, new int[] {size, size}, new int[] {size, 0});
        for (int k = 0; k < 4; k++) {
            ring[2 * k] = grid.u(corners.get(k)[0], corners.get(k)[1]);
            ring[2 * k + 1] = grid.v(corners.get(k)[0], corners.get(k)[1]);
        }
        new Projections().of(SimulatedSite.GRID.epsg()).orElseThrow().toLonLat(ring);
        StringBuilder points = new StringBuilder();
        for (int k = 0; k <= 8; k += 2) {
            points.append(k == 0 ? "" : ", ").append("[%s, %s]".formatted(ring[k % 8], ring[k % 8 + 1]));
        }
        return """
            {"type": "FeatureCollection", "features": [{"type": "Feature",
              "properties": {"name": "%s"},
              "geometry": {"type": "Polygon", "coordinates": [[%s]]}}]}
            """.formatted(SimulatedSite.NAME, points);
    }

    @Override
    public void close() throws IOException {
        if (!passing) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
