package org.tilewatch.edge.watch.coarse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Keeps the map of each judged look. */
public interface Maps {

    /** Nowhere. */
    Maps NONE = (site, acquired, jpeg) -> {};

    /** Takes a map over, which is drawn when it is asked for. */
    void keep(String site, Instant acquired, Supplier<byte[]> jpeg) throws IOException;

    /** The newest of each site, as {@code SITE.jpg} in a folder that is made if it is wanting; a full disk costs the map alone. */
    static Maps newest(Path folder) {
        return (site, acquired, jpeg) -> {
            try {
                write(folder, fileName(site), jpeg.get());
            } catch (IOException e) {
                LoggerFactory.getLogger(Maps.class)
                        .warn(
                                "map of {} could not be written to {}: {}. The station goes on",
                                site,
                                folder,
                                e.toString());
            }
        };
    }

    /** Each of them, as {@code SITE-TIME.jpg}. */
    static Maps all(Path folder) {
        DateTimeFormatter stamp =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
        return (site, acquired, jpeg) -> write(folder, fileName(site) + "-" + stamp.format(acquired), jpeg.get());
    }

    private static String fileName(String site) {
        return site.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static void write(Path folder, String name, byte[] jpeg) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.write(folder.resolve(name + ".part"), jpeg);
        Files.move(part, folder.resolve(name + ".jpg"), StandardCopyOption.ATOMIC_MOVE);
    }
}
