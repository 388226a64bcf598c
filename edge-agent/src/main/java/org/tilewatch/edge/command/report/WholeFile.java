package org.tilewatch.edge.command.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that it is complete as soon as it has its name. */
final class WholeFile {

    private WholeFile() {}

    /** @throws IOException if the folder is missing or cannot be written */
    static void write(Path file, byte[] content) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
