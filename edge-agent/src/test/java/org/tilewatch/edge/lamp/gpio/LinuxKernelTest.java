package org.tilewatch.edge.lamp.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The calls reach the running kernel with the right arguments; shown on an ordinary file, which every machine has. */
@Timeout(20)
class LinuxKernelTest {

    private static final long FIONREAD = 0x541B; // bytes left to read, into an int
    private static final int ENOENT = 2;
    private static final int EBADF = 9;

    private final LinuxKernel kernel = new LinuxKernel();

    @TempDir
    Path folder;

    private int openFile(String text) throws IOException {
        return kernel.open(Files.writeString(folder.resolve("file"), text).toString());
    }

    @Test
    void ioctlFillsItsArgument() throws IOException {
        int file = openFile("hello");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment left = arena.allocate(JAVA_INT);
            assertThat(kernel.ioctl(file, FIONREAD, left)).isZero();
            assertThat(left.get(JAVA_INT, 0)).isEqualTo(5);
        } finally {
            kernel.close(file);
        }
    }

    @Test
    void readGivesTheBytesThatPollHasAnnounced() throws IOException {
        int file = openFile("hello");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(48);
            assertThat(kernel.pollReadable(file, 1000)).isEqualTo(1);
            assertThat(kernel.read(file, bytes)).isEqualTo(5);
            assertThat(bytes.asSlice(0, 5).toArray(JAVA_BYTE)).asString().isEqualTo("hello");
        } finally {
            kernel.close(file);
        }
    }

    @Test
    void failuresAreNegativeErrorNumbersWithAText() throws IOException {
        int file = openFile("");
        assertThat(kernel.close(file)).isZero();
        assertThat(kernel.open(folder.resolve("missing").toString())).isEqualTo(-ENOENT);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(kernel.read(file, arena.allocate(8))).isEqualTo(-EBADF);
        }
        assertThat(kernel.errorText(ENOENT)).isEqualTo("No such file or directory");
    }
}
