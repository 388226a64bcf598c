package org.tilewatch.edge.analyst;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;

/** Saves alerts as {@code <station>/<site>/<alertId>/alert.json} with the chips beside it; no name is taken as it came. */
public final class AlertFolder {

    private static final int LONGEST_NAME = 64;

    private final Path folder;

    public AlertFolder(Path folder) {
        this.folder = folder;
    }

    /** Saves an alert, over an earlier copy if there is one; returns its folder. */
    public Path save(ReceivedAlert alert) throws IOException {
        Path own = folder.resolve(name(alert.station()))
                .resolve(name(alert.summary().site()))
                .resolve(UUID.fromString(alert.summary().id()).toString());
        Files.createDirectories(own);
        for (Map.Entry<String, byte[]> chip : alert.chips().entrySet()) {
            write(own, name(chip.getKey()) + ending(chip.getValue()), chip.getValue());
        }
        write(own, "alert.json", alert.summary().json().getBytes(StandardCharsets.UTF_8));
        return own;
    }

    /** Letters, digits, {@code - _} and inner dots stay; all else becomes {@code _}, so no name leads out of the folder. */
    static String name(String told) {
        StringBuilder name = new StringBuilder();
        told.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> Character.isLetterOrDigit(c) || c == '-' || (c == '.' && !name.isEmpty()) ? c : '_')
                .forEach(name::appendCodePoint);
        return name.isEmpty() ? "_" : name.toString();
    }

    private static String ending(byte[] picture) {
        return picture.length > 0 && picture[0] == 'R' ? ".webp" : ".jpg";
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, content);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
