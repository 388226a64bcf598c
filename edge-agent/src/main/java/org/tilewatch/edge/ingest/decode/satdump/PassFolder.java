package org.tilewatch.edge.ingest.decode.satdump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One pass as {@code dataset.json} tells of it: {@code satellite}, {@code timestamp} in seconds since 1970 and {@code products}, the
 * folders of its instruments. Both SatDump 1 and 2 write it so, after all channels and products.
 *
 * @param folder that holds {@value #DATASET}
 * @param satellite as SatDump names it, at most 64 characters; may be empty
 * @param products names of folders, not checked yet
 */
public record PassFolder(Path folder, String satellite, Instant acquired, List<String> products) {

    /** The file that makes a folder a finished pass. */
    public static final String DATASET = "dataset.json";

    /** The file that makes a folder within a pass a product. */
    public static final String PRODUCT = "product.cbor";

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_PRODUCTS = 32;
    private static final int LONGEST_NAME = 64;

    /** Whether a file of this name stands for the pass in whose folder it lies. */
    public static boolean isDataset(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().equals(DATASET);
    }

    /** Reads {@code dataset.json}. */
    static PassFolder read(Path dataset) throws IOException, UnreadableTile {
        JsonNode root = parsed(dataset);
        JsonNode seconds = root.path("timestamp");
        JsonNode listed = root.path("products");
        if (!seconds.isNumber() || !listed.isArray() || listed.isEmpty()) {
            throw UnreadableTile.corrupt("its dataset.json is not one of SatDump: it needs a timestamp and products");
        }
        List<String> products = new ArrayList<>();
        for (JsonNode each : listed) {
            products.add(each.isString() ? each.stringValue() : "");
        }
        if (products.size() > MOST_PRODUCTS) {
            throw UnreadableTile.tooLarge("its dataset.json names %d products, at most %d are read"
                    .formatted(products.size(), MOST_PRODUCTS));
        }
        String satellite = root.path("satellite").asString("");
        Path folder = dataset.toAbsolutePath().getParent();
        return new PassFolder(
                folder == null ? Path.of(".") : folder,
                satellite.length() > LONGEST_NAME ? satellite.substring(0, LONGEST_NAME) : satellite,
                instant(seconds.doubleValue()),
                List.copyOf(products));
    }

    private static JsonNode parsed(Path dataset) throws IOException, UnreadableTile {
        if (!Files.isRegularFile(dataset, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(dataset, LinkOption.NOFOLLOW_LINKS)) {
                throw notAFile(DATASET);
            }
            throw new NoSuchFileException(dataset.toString());
        }
        try (var in = Files.newInputStream(dataset, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw UnreadableTile.tooLarge("its dataset.json is longer than %d bytes".formatted(MOST_BYTES));
            }
            return JsonMapper.shared().readTree(content);
        } catch (JacksonException e) {
            throw UnreadableTile.corrupt("its dataset.json is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Instant instant(double seconds) throws UnreadableTile {
        try {
            Instant told = Instant.ofEpochMilli(Math.round(seconds * 1000));
            if (seconds > 0 && Pass.isPossible(told)) {
                return told;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw UnreadableTile.corrupt("its dataset.json tells the time %s, which is none".formatted(seconds));
    }

    /**
     * A file or folder within the pass.
     *
     * @param below where the name is meant to begin
     * @throws UnreadableTile if the name leads elsewhere, or a link lies on the way
     */
    Path inside(Path below, String name) throws UnreadableTile {
        Path found;
        try {
            found = below.resolve(name).normalize();
        } catch (IllegalArgumentException e) {
            throw outside(name);
        }
        if (name.isBlank() || Path.of(name).isAbsolute() || !found.startsWith(folder) || found.equals(folder)) {
            throw outside(name);
        }
        for (Path step = found; step != null && !step.equals(folder); step = step.getParent()) {
            if (Files.isSymbolicLink(step)) {
                throw notAFile(name);
            }
        }
        return found;
    }

    private static UnreadableTile outside(String name) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return UnreadableTile.corrupt("it names '%s', which does not lie in its folder".formatted(shown));
    }

    private static UnreadableTile notAFile(String name) {
        return new UnreadableTile(
                Reason.NOT_A_FILE, "'%s' is a link or no file; links are not followed".formatted(name));
    }
}
