package org.tilewatch.edge.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tilewatch.edge.doctor.Finding.Level.FAIL;
import static org.tilewatch.edge.doctor.Finding.Level.OK;
import static org.tilewatch.edge.doctor.Finding.Level.WARN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderChecksTest {

    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    Path folder;

    @Test
    void anInboxOfOurOwnIsWellAndIsLeftAsItWas() throws IOException {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Finding found = new InboxCheck(inbox, Files.createDirectory(folder.resolve("state"))).run();
        assertThat(found.level()).isEqualTo(OK);
        assertThat(found.sentence()).contains("same file system");
        try (Stream<Path> left = Files.list(inbox)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anInboxThatIsMissingOrAFileFails() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(new InboxCheck(folder.resolve("missing"), folder).run().level())
                .isEqualTo(FAIL);
        assertThat(new InboxCheck(file, folder).run().level()).isEqualTo(FAIL);
    }

    /** /proc refuses new files even to root, so this holds whoever runs the test. */
    @Test
    void anInboxThatCannotBeWrittenFails() {
        Finding found = new InboxCheck(Path.of("/proc"), folder).run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("cannot be written");
    }

    @Test
    void anInboxOnAnotherFileSystemIsSaid() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shared) && !Files.getFileStore(shared).equals(Files.getFileStore(folder)));
        assertThat(new InboxCheck(shared, folder).run().sentence()).contains("another file system");
    }

    @Test
    void aStateFolderThatIsNotThereYetIsMeasuredWhereItWillBe() {
        Finding found = new DiskCheck(folder.resolve("not").resolve("yet")).run();
        assertThat(found.level()).isNotEqualTo(FAIL);
        assertThat(found.sentence()).contains("GiB free");
    }

    @Test
    void theDiskIsNamedByAWholePath() {
        assertThat(new DiskCheck(Path.of("")).run().sentence())
                .startsWith(Path.of("").toAbsolutePath() + ": ");
    }

    @ParameterizedTest
    @CsvSource({"50, 100, OK", "10, 100, OK", "9, 100, WARN", "1, 4, OK", "0, 0, WARN"})
    void lessThanATenthOrOneGibibyteIsAWarning(long free, long total, Finding.Level level) {
        assertThat(new DiskCheck(folder)
                        .judge(free * GIBIBYTE, total * GIBIBYTE)
                        .level())
                .isEqualTo(level);
    }

    @Test
    void halfAGibibyteIsAWarningEvenIfItIsHalfTheDisk() {
        assertThat(new DiskCheck(folder).judge(GIBIBYTE / 2, GIBIBYTE).level()).isEqualTo(WARN);
    }
}
