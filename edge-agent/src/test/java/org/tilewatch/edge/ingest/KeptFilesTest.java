package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptFilesTest {

    @TempDir
    Path root;

    private Path kept;

    @BeforeEach
    void keepFour() throws IOException {
        kept = Files.createDirectory(root.resolve("kept"));
        Files.createDirectory(kept.resolve("port"));
        keep("port/c.tif", 1000, 1);
        keep("b.tif", 1000, 2);
        keep("b.json", 100, 4);
        keep("a.tif", 1000, 3);
    }

    private void keep(String name, int bytes, int day) throws IOException {
        Path file = Files.write(kept.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-0%dT12:00:00Z".formatted(day))));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(kept)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> kept.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void withinItsQuotaNothingGoes() throws IOException {
        new KeptFiles(kept, 3100).trim();

        assertThat(left()).containsExactly("a.tif", "b.json", "b.tif", "port/c.tif");
    }

    @Test
    void beyondItsQuotaTheOldestImagesGoWithTheirSidecars() throws IOException {
        new KeptFiles(kept, 1900).trim();

        assertThat(left()).containsExactly("a.tif");
    }

    @Test
    void whereTheDiskIsLowAsMuchGoesAsIsWantedAndNoMore() throws IOException {
        KeptFiles files = new KeptFiles(kept, Long.MAX_VALUE);

        assertThat(files.release(900)).isTrue();
        assertThat(left()).containsExactly("a.tif", "b.json", "b.tif");
        assertThat(files.release(5000)).isFalse();
        assertThat(left()).isEmpty();
    }

    @Test
    void whatLinksLeadToIsNeitherCountedNorTouched() throws IOException {
        Path elsewhere =
                Files.write(Files.createDirectory(root.resolve("elsewhere")).resolve("x.tif"), new byte[9000]);
        Files.createSymbolicLink(kept.resolve("folder"), elsewhere.getParent());
        Files.createSymbolicLink(kept.resolve("link.tif"), elsewhere);

        new KeptFiles(kept, 3100).trim();
        assertThat(new KeptFiles(kept, Long.MAX_VALUE).release(9000)).isFalse();

        assertThat(elsewhere).hasSize(9000);
    }

    @Test
    void aFolderThatIsNotThereYetIsNoTrouble() throws IOException {
        KeptFiles none = new KeptFiles(root.resolve("none"), 1);
        none.trim();

        assertThat(none.liesOnDiskOf(root)).isFalse();
        assertThat(new KeptFiles(kept, 1).liesOnDiskOf(root)).isTrue();
    }
}
