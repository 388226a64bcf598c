package org.tilewatch.edge.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    private static final Path ROOT = Path.of("");
    private static final Path FILE = Path.of("a");

    private final Disk disk = new Disk();

    private void run(Recorded... steps) {
        disk.apply(new Recorded.Folder(ROOT));
        for (Recorded step : steps) {
            disk.apply(step);
        }
    }

    @Test
    void whatWasNotForcedIsThereAfterAKillAndMayBeGoneAfterAPowerCut() {
        run(new Recorded.Created(FILE), new Recorded.Written(FILE, 0, new byte[] {1}));
        assertThat(disk.afterKill()).containsOnlyKeys(FILE);
        assertThat(disk.afterHardestCut()).isEmpty();
        disk.apply(new Recorded.Forced(ROOT));
        assertThat(disk.afterHardestCut()).containsEntry(FILE, new byte[0]);
        disk.apply(new Recorded.Forced(FILE));
        assertThat(disk.afterHardestCut()).containsEntry(FILE, new byte[] {1});
    }

    @Test
    void aWriteThatWasNotForcedMayBeTornBetweenSectorsOnly() {
        byte[] ones = new byte[1024];
        java.util.Arrays.fill(ones, (byte) 1);
        run(
                new Recorded.Created(FILE),
                new Recorded.Written(FILE, 0, new byte[1024]),
                new Recorded.Forced(FILE),
                new Recorded.Forced(ROOT),
                new Recorded.Written(FILE, 0, ones));
        SplittableRandom random = new SplittableRandom(1);
        boolean torn = false;
        for (int i = 0; i < 50; i++) {
            byte[] left = disk.afterCut(random).getOrDefault(FILE, new byte[0]);
            assertThat(left[0]).isEqualTo(left[511]);
            assertThat(left[512]).isEqualTo(left[1023]);
            torn |= left[0] != left[1023];
        }
        assertThat(torn).isTrue();
    }

    @Test
    void aTraceIsReadAsWhatItDid(@TempDir Path folder) throws Exception {
        String state = hex("/s");
        String trace = String.join(
                "\n",
                "1 openat(AT_FDCWD, \"" + hex("/s/a") + "\", O_RDWR|O_CREAT, 0644) = 5<" + hex("/s/a") + ">",
                "1 pwrite64(5<" + hex("/s/a") + ">, \"\\x01\\x02\", 2, 7 <unfinished ...>",
                "2 fsync(6<" + state + ">) = 0",
                "1 <... pwrite64 resumed>) = 2",
                "1 write(9<" + hex("/claims") + ">, \"" + hex("settled 3\n") + "\", 10) = 10",
                "1 rename(\"" + hex("/s/a") + "\", \"" + hex("/s/b") + "\") = 0",
                "1 unlink(\"" + hex("/s/c") + "\") = -1 ENOENT (No such file or directory)");
        Path file = Files.writeString(folder.resolve("trace"), trace);
        List<Recorded> read = Trace.read(file, Path.of("/s"), Path.of("/claims"));
        assertThat(read).hasSize(5);
        assertThat(read.get(0)).isEqualTo(new Recorded.Created(FILE));
        assertThat(read.get(1)).isEqualTo(new Recorded.Forced(ROOT));
        assertThat(read.get(2)).isInstanceOfSatisfying(Recorded.Written.class, written -> {
            assertThat(written.offset()).isEqualTo(7);
            assertThat(written.bytes()).containsExactly(1, 2);
        });
        assertThat(read.get(3)).isEqualTo(new Recorded.Claimed("settled 3"));
        assertThat(read.get(4)).isEqualTo(new Recorded.Renamed(FILE, Path.of("b")));
    }

    private static String hex(String text) {
        return HexFormat.of().withPrefix("\\x").formatHex(text.getBytes(UTF_8));
    }
}
