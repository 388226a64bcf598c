package org.tilewatch.edge.ingest.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which files lie beside an image for its sake: {@code NAME.json} and {@code NAME} with a world file's ending. */
public final class Sidecars {

    private static final Set<String> WORLD_ENDINGS = Set.of("tfw", "pgw", "jgw", "j2w", "wld");

    /** Looked for in small and in capital letters. */
    private static final List<String> IMAGE_ENDINGS = List.of("tif", "tiff", "png", "jpg", "jpeg", "jp2", "j2k");

    private Sidecars() {}

    /** A file name without its ending. */
    public static String base(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? fileName : fileName.substring(0, dot);
    }

    /** A file name's ending in small letters, empty without. */
    public static String ending(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a file of this name is there for another's sake. */
    public static boolean isSidecar(String fileName) {
        String ending = ending(fileName);
        return ending.equals("json") || WORLD_ENDINGS.contains(ending);
    }

    /** The STAC Item beside an image, if it is there. */
    public static Optional<Path> stac(Path image) {
        return existing(image, "json");
    }

    /** The world file beside an image, if it is there. */
    public static Optional<Path> world(Path image) {
        String own = switch (ending(name(image))) {
            case "tif", "tiff" -> "tfw";
            case "png" -> "pgw";
            case "jpg", "jpeg" -> "jgw";
            case "jp2", "j2k" -> "j2w";
            default -> "wld";
        };
        return existing(image, own).or(() -> existing(image, "wld"));
    }

    /** All that lie beside an image. */
    public static List<Path> of(Path image) {
        List<Path> found = new ArrayList<>(2);
        stac(image).ifPresent(found::add);
        world(image).ifPresent(found::add);
        return found;
    }

    /** Those beside an image that no other image of the same base name needs. */
    public static List<Path> ofThisAlone(Path image) {
        if (isSidecar(name(image))) {
            return List.of();
        }
        String own = ending(name(image));
        boolean shared = IMAGE_ENDINGS.stream()
                .filter(e -> !e.equals(own))
                .anyMatch(e -> existing(image, e).isPresent());
        return shared ? List.of() : of(image);
    }

    /** Whether a file's path is text. One of other bytes can be neither told nor written again: no decoder finds it by its name. */
    public static boolean isNamedInText(Path file) {
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether an image lies beside a sidecar. */
    public static boolean hasImage(Path sidecar) {
        return IMAGE_ENDINGS.stream().anyMatch(e -> existing(sidecar, e).isPresent());
    }

    /** The content of a sidecar of at most {@code maxBytes}; no link is followed. */
    public static byte[] read(Path sidecar, int maxBytes) throws IOException {
        try (var in = Files.newInputStream(sidecar, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new SidecarTooLong();
            }
            return content;
        }
    }

    /** A sidecar is longer than any honest one. */
    public static final class SidecarTooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    public static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    private static Optional<Path> existing(Path image, String ending) {
        String base = base(name(image)) + ".";
        return Stream.of(ending, ending.toUpperCase(Locale.ROOT))
                .map(e -> image.resolveSibling(base + e))
                .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }
}
