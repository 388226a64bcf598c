package org.tilewatch.edge.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Room for the state: at least a tenth of the disk and at least 1 GiB, below which the agent begins to save space. */
public final class DiskCheck implements Check {

    private static final String NAME = "disk";
    private static final long GIBIBYTE = 1L << 30;
    private static final double LEAST_FRACTION = 0.10;

    private final Path stateFolder;

    /** @param stateFolder need not be there yet; then the folder that will hold it counts */
    public DiskCheck(Path stateFolder) {
        this.stateFolder = stateFolder.toAbsolutePath();
    }

    @Override
    public Finding run() {
        Path there = stateFolder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            return judge(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            return Finding.fail(NAME, "The disk under " + stateFolder + " cannot be asked: " + e.getMessage());
        }
    }

    Finding judge(long freeBytes, long totalBytes) {
        double fraction = totalBytes == 0 ? 0 : (double) freeBytes / totalBytes;
        String sentence = String.format(
                Locale.ROOT,
                "%s: %.1f GiB of %.1f GiB free (%.0f %%)",
                stateFolder,
                (double) freeBytes / GIBIBYTE,
                (double) totalBytes / GIBIBYTE,
                fraction * 100);
        return fraction < LEAST_FRACTION || freeBytes < GIBIBYTE
                ? Finding.warn(NAME, sentence + ": make room; below 10 % or 1 GiB old chips are dropped.")
                : Finding.ok(NAME, sentence);
    }
}
