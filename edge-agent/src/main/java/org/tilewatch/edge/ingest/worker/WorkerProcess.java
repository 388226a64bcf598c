package org.tilewatch.edge.ingest.worker;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running decoder. It has nothing of the agent's environment, cannot write to any file and reads none but its own and the pictures,
 * and leaves signals that are meant for the agent to it.
 */
final class WorkerProcess {

    /** Address space of a JVM with OpenCV and nothing in hand is 490 MB; the rest is room to spare. */
    private static final long RESERVED_BYTES = 1L << 30;

    private static final List<String> KEPT_ENVIRONMENT = List.of("XDG_CACHE_HOME", "LANG", "LC_ALL", "LC_CTYPE");
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int SIGNALLED = 128;

    private final Process process;
    private final Wire wire;

    private WorkerProcess(Process process) {
        this.process = process;
        this.wire = new Wire(process.getInputStream(), new BufferedOutputStream(process.getOutputStream(), 1 << 12));
    }

    /** @param ownFilesOnly whether the kernel is to refuse it all files but its own and the pictures */
    static WorkerProcess start(Containment limits, boolean ownFilesOnly) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.addAll(List.of(SHELL.toString(), "-c", limitedBy(limits), "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.add(limits.mainClass());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT_ENVIRONMENT);
        // Two threads at most ask for memory; each further arena would only hold what one of them gave back.
        environment.put("MALLOC_ARENA_MAX", "2");
        return new WorkerProcess(ownFilesOnly ? OwnFiles.start(builder, limits.images()) : builder.start());
    }

    /** Limits that a shell sets before it becomes the decoder: address space, no core, no files written, few opened. */
    private static String limitedBy(Containment limits) {
        long kibibytes = (limits.mostBytes() + RESERVED_BYTES) >> 10;
        return "trap '' HUP INT TERM; ulimit -c 0; ulimit -f 0; ulimit -n 128; ulimit -v " + kibibytes
                + "; exec nice -n 5 \"$@\"";
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m",
                "-XX:CompressedClassSpaceSize=16m",
                "-XX:-UsePerfData",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:+DisableAttachMechanism",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        for (String property : List.of("tilewatch.cache", "tilewatch.natives")) {
            String folder = System.getProperty(property);
            if (folder != null) {
                options.add("-D" + property + "=" + folder);
            }
        }
        options.add("-cp");
        options.add(System.getProperty("java.class.path"));
        return options;
    }

    Wire wire() {
        return wire;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, also where it was stopped. */
    void kill() {
        process.destroyForcibly();
    }

    /** Bytes of its memory that are resident, -1 where the system does not tell. */
    long residentBytes() {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(pid()), "statm"))
                    .split(" ", 3);
            return Long.parseLong(pages[1]) * 4096;
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /** Processor time that it has used since it was started, 0 where the system does not tell. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How it ended, for people; ends it if it goes on. */
    String end() {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                kill();
                return "went silent";
            }
            int code = process.exitValue();
            return code > SIGNALLED ? "ended by signal " + (code - SIGNALLED) : "ended with exit code " + code;
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            return "was ended";
        }
    }
}
