package org.tilewatch.edge.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** Memory for the agent: what the system can still give, beside what the heap may take. */
public final class MemoryCheck implements Check {

    private static final String NAME = "memory";
    private static final Path LINUX_TABLE = Path.of("/proc/meminfo");
    private static final long MEBIBYTE = 1L << 20;
    // The agent stays under 350 MB with a heap of 128 MB.
    private static final long NEEDED_MEBIBYTES = 350;

    private final Path table;

    public MemoryCheck() {
        this(LINUX_TABLE);
    }

    /** @param table in the form of {@code /proc/meminfo} */
    MemoryCheck(Path table) {
        this.table = table;
    }

    @Override
    public Finding run() {
        long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        OptionalLong available = mebibytes("MemAvailable:");
        OptionalLong total = mebibytes("MemTotal:");
        if (available.isEmpty() || total.isEmpty()) {
            return Finding.ok(NAME, "heap up to " + heap + " MiB; the system does not tell what is free");
        }
        String sentence = String.format(
                Locale.ROOT,
                "%d MiB of %d MiB available, heap up to %d MiB",
                available.getAsLong(),
                total.getAsLong(),
                heap);
        return available.getAsLong() < NEEDED_MEBIBYTES
                ? Finding.warn(NAME, sentence + ": the agent needs up to " + NEEDED_MEBIBYTES + " MiB.")
                : Finding.ok(NAME, sentence);
    }

    private OptionalLong mebibytes(String key) {
        try {
            return Files.readAllLines(table).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.substring(key.length())
                                    .replace("kB", "")
                                    .strip())
                            / 1024)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
