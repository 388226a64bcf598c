package org.tilewatch.edge.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of this process and all that it started, from /proc. */
final class ResidentMemory {

    private ResidentMemory() {}

    static long bytes() throws IOException {
        long kibibytes = kibibytes(ProcessHandle.current().pid());
        try (Stream<ProcessHandle> started = ProcessHandle.current().descendants()) {
            for (long pid : started.mapToLong(ProcessHandle::pid).toArray()) {
                kibibytes += kibibytes(pid);
            }
        }
        return kibibytes << 10;
    }

    /** 0 for a process that ended meanwhile. */
    private static long kibibytes(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readString(status)
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
