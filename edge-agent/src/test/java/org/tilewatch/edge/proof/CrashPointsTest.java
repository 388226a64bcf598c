package org.tilewatch.edge.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.store.Store;

/**
 * The fast proof: the state folder is noted after each step of a short run, and between two notes its log of writes is cut anywhere. The long
 * one, {@code deploy/prove.sh crash}, traces system calls.
 */
class CrashPointsTest {

    private static final int LOOKS = 14;
    private static final int CUTS = 3;
    private static final Path LOG = Path.of("tilewatch.db-wal");

    @TempDir
    Path folder;

    private final Set<String> claims = new HashSet<>();
    private final SplittableRandom random = new SplittableRandom(5);
    private int states;

    @Test
    void whateverACrashLeavesKeepsThePromise() throws IOException {
        Path state = folder.resolve("run");
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system(), Workload.RETENTION)) {
            Workload workload = new Workload(store, claims::add);
            Map<Path, byte[]> before = noted(state);
            for (int i = 0; i < LOOKS; i++) {
                Set<String> claimed = Set.copyOf(claims);
                workload.look(i);
                Map<Path, byte[]> settled = noted(state);
                tryBetween(before, settled, claimed, "settling " + i);
                claimed = Set.copyOf(claims);
                workload.publish(i);
                Map<Path, byte[]> published = noted(state);
                Set<String> mayBeTold = new HashSet<>(claimed);
                claims.stream().filter(claim -> claim.startsWith("puback ")).forEach(mayBeTold::add);
                tryBetween(settled, published, mayBeTold, "publishing " + i);
                before = published;
            }
        }
        assertThat(states).isGreaterThan(60);
    }

    private void tryBetween(Map<Path, byte[]> before, Map<Path, byte[]> after, Set<String> claimed, String where)
            throws IOException {
        byte[] log = after.getOrDefault(LOG, new byte[0]);
        int from = before.getOrDefault(LOG, new byte[0]).length;
        if (log.length <= from) {
            return;
        }
        for (int i = 0; i < CUTS; i++) {
            Map<Path, byte[]> files = new TreeMap<>(before);
            files.putAll(after); // files come before the row that names them and go after it
            files.put(LOG, Arrays.copyOf(log, random.nextInt(from, log.length)));
            assertKept(files, claimed, where + ", cut");
        }
        assertKept(after, claims, where + ", whole");
    }

    private void assertKept(Map<Path, byte[]> files, Set<String> claimed, String where) throws IOException {
        Path crashed = folder.resolve("crashed" + states++);
        Disk.lay(files, crashed);
        assertThat(Promise.broken(crashed, LOOKS, claimed)).as(where).isEmpty();
    }

    /** What lies in the folder; SQLite's shared memory does not outlive a crash. */
    private static Map<Path, byte[]> noted(Path state) throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(state)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith("-shm") && !file.toString().endsWith(".lock")) {
                    files.put(state.relativize(file), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }
}
