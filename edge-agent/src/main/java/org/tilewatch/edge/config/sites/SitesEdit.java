package org.tilewatch.edge.config.sites;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds a zone to a sites file. Every byte that stood there before stays; the new file takes the place of the old one in one step, and
 * only once it was read as a sites file without a problem.
 */
public final class SitesEdit {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SitesEdit() {}

    /**
     * Adds a zone.
     *
     * @param zone with its outlines in longitude and latitude
     * @return the sites as they stand in the file now
     * @throws WrongConfiguration if the file would not be right with it, all problems at once; it is as it was
     * @throws IOException if it cannot be written, or was changed meanwhile; it is as it was
     */
    public static synchronized List<WatchedSite> add(Path file, String site, Zone zone)
            throws IOException, WrongConfiguration {
        Path real = file.toRealPath();
        SitesFile.read(real);
        byte[] before = Files.readAllBytes(real);
        byte[] after = with(before, feature(site, zone));
        Path part = real.resolveSibling("." + real.getFileName() + ".part");
        try {
            write(part, after);
            likeThe(real, part);
            List<WatchedSite> sites = SitesFile.read(part);
            if (!Arrays.equals(before, Files.readAllBytes(real))) {
                throw new IOException(real + " was changed by somebody else meanwhile");
            }
            Files.move(part, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(real.toAbsolutePath().getParent())) {
                folder.force(true);
            }
            return sites;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] feature(String site, Zone zone) {
        ObjectNode feature = JSON.createObjectNode().put("type", "Feature");
        ObjectNode told = feature.putObject("properties");
        told.put("role", "zone").put("site", site).put("name", zone.name());
        told.put("purpose", zone.purpose().written());
        if (zone.priority() > 0) {
            told.put("priority", zone.priority());
        }
        if (zone.leastAreaSquareMetres() > 0) {
            told.put("minArea", zone.leastAreaSquareMetres());
        }
        if (zone.alertOnProvisional()) {
            told.put("alertOnProvisional", true);
        }
        ObjectNode geometry = feature.putObject("geometry").put("type", "MultiPolygon");
        ArrayNode polygons = geometry.putArray("coordinates");
        for (Outline outline : zone.outlines()) {
            ArrayNode polygon = polygons.addArray();
            outline.rings().forEach(ring -> ring(polygon.addArray(), ring));
        }
        return JSON.writeValueAsBytes(feature);
    }

    private static void ring(ArrayNode to, double[] ring) {
        for (int i = 0; i <= ring.length; i += 2) {
            to.addArray().add(rounded(ring[i % ring.length])).add(rounded(ring[(i + 1) % ring.length]));
        }
    }

    /** A centimetre on the ground. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e7) / 1e7;
    }

    /** The feature behind the last one. */
    private static byte[] with(byte[] file, byte[] feature) throws IOException {
        int end = endOfLastFeature(file);
        byte[] between = ",\n    ".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(file.length + between.length + feature.length)
                .put(file, 0, end)
                .put(between)
                .put(feature)
                .put(file, end, file.length - end)
                .array();
    }

    private static int endOfLastFeature(byte[] file) throws IOException {
        try (JsonParser parser = JSON.createParser(file)) {
            int depth = 0;
            int end = -1;
            boolean features = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.PROPERTY_NAME) {
                    features = parser.currentName().equals("features");
                } else if (depth == 2 && features && token == JsonToken.END_OBJECT) {
                    end = (int) parser.currentLocation().getByteOffset();
                }
            }
            if (end < 1 || file[end - 1] != '}') {
                throw new IOException("no feature of the sites file was found to stand behind");
            }
            return end;
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Whoever may read the file may go on doing so. */
    private static void likeThe(Path old, Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        if (view != null) {
            Files.setPosixFilePermissions(fresh, view.readAttributes().permissions());
        }
    }
}
