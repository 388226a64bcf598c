package org.tilewatch.edge.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tilewatch.edge.store.Store;

/**
 * Runs the disk full in the middle of looks, with another amount of room left each time, and lets the look go on once there is room again.
 * Argument: a folder on a small file system of its own.
 */
final class FullDisk {

    private static final Logger QUIET = Logger.getLogger("org.tilewatch");
    private static final int LOOKS = 120;
    private static final int STEP_BYTES = 2048;
    private static final int BLOCK = 4096;

    private final Path ballast;
    private final Set<String> claims = new HashSet<>();
    private int full;
    private int notCounted;

    private FullDisk(Path folder) {
        this.ballast = folder.resolve("ballast");
    }

    public static void main(String[] arguments) throws IOException {
        QUIET.setLevel(Level.OFF);
        Path folder = Path.of(arguments[0]);
        FullDisk proof = new FullDisk(folder);
        try (Store store = Store.open(
                folder.resolve("state"), Store.Durability.TEMPORARY, InstantSource.system(), Workload.RETENTION)) {
            for (int i = 0; i < LOOKS; i++) {
                proof.look(store, i);
            }
        }
        List<String> broken = Promise.broken(folder.resolve("state"), LOOKS, proof.claims);
        broken.forEach(System.out::println);
        System.out.printf(
                "disk full: in the middle of %d of %d looks, %d of them begun again without being counted twice, %d"
                        + " broken promises%n",
                proof.full, LOOKS, proof.notCounted, broken.size());
        System.exit(broken.isEmpty() && proof.full > 0 && proof.notCounted == proof.full ? 0 : 1);
    }

    private void look(Store store, int number) throws IOException {
        Workload workload = new Workload(store, claims::add);
        PlannedLook look = new PlannedLook(number);
        leave((long) STEP_BYTES * (number % 40));
        try {
            workload.look(number);
        } catch (IOException diskFull) {
            full++;
            store.ledger().withdrawAttempt(look.sha256());
            Files.deleteIfExists(ballast);
            int attempt = store.ledger().beginAttempt(look.sha256(), look.name());
            notCounted += attempt == 1 ? 1 : 0;
            store.ledger().withdrawAttempt(look.sha256());
            workload.look(number);
        }
        Files.deleteIfExists(ballast);
        workload.publish(number);
    }

    /** Fills the disk but for so many bytes. */
    private void leave(long bytes) throws IOException {
        long free = Files.getFileStore(ballast.getParent()).getUsableSpace();
        byte[] block = new byte[BLOCK];
        try (var out =
                Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long left = free - bytes; left > 0; left -= BLOCK) {
                out.write(block);
            }
        } catch (IOException alreadyFull) {
            // as wanted
        }
    }
}
