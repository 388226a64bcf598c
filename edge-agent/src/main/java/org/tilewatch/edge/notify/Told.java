package org.tilewatch.edge.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/**
 * Up to which report a recipient was told, kept in a file of one number. A power cut may lose the last change: then an alert is told
 * twice, none is left out.
 */
record Told(Path file) {

    private static final int LONGEST = 20;

    OptionalLong upTo() throws IOException {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        String text = Files.readString(file).strip();
        return text.matches("[0-9]{1," + (LONGEST - 2) + "}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    void upTo(long seq) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, seq + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
