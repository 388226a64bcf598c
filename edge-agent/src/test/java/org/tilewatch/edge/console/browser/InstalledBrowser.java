package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine. What cannot be tested without one is left out, or fails with {@code -Dtilewatch.require=browser}. */
final class InstalledBrowser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private InstalledBrowser() {}

    static Path program() {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        needs(
                found.isPresent(),
                "No browser is installed (%s): the page is not tested in one".formatted(String.join(", ", NAMES)));
        return found.orElseThrow();
    }

    /** Leaves the test out where this is not so, or fails it where a browser is required. */
    static void needs(boolean there, String otherwise) {
        if ("browser".equals(System.getProperty("tilewatch.require"))) {
            assertThat(there).as(otherwise).isTrue();
        }
        if (!there) {
            System.out.println(otherwise); // Maven's own lines tell that a test was skipped, not why
        }
        Assumptions.assumeTrue(there, otherwise);
    }
}
