package org.tilewatch.edge.ingest.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tilewatch.edge.imagery.Natives;

/** Starts a decoder that may read its own runtime and the folders that images come from, and no other file. */
final class OwnFiles {

    private static final List<Path> SYSTEM = paths("/usr", "/bin", "/lib", "/lib32", "/lib64");
    /** What the C library and the JVM look up. Of {@code /proc} the kernel shows it what is its own. */
    private static final List<Path> LOOKED_UP = paths(
            "/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/passwd", "/etc/nsswitch.conf", "/etc/localtime", "/sys");

    private static final List<Path> WRITTEN = paths("/proc", "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom");

    private OwnFiles() {}

    private static List<Path> paths(String... names) {
        return List.of(names).stream().map(Path::of).toList();
    }

    /**
     * Starts it from a thread of its own, which is restricted first: what is started by a restricted thread is restricted, from its
     * first instruction and in all its threads.
     */
    static Process start(ProcessBuilder builder, List<Path> images) throws IOException {
        List<Path> programs = new ArrayList<>(SYSTEM);
        programs.add(Path.of(System.getProperty("java.home")).toRealPath());
        List<Path> readable = new ArrayList<>(LOOKED_UP);
        readable.addAll(runtime());
        readable.addAll(images);
        FutureTask<Process> start = new FutureTask<>(() -> {
            if (!Landlock.restrict(programs, readable, WRITTEN)) {
                throw new IOException("the kernel does not take the rules on files");
            }
            return builder.start();
        });
        Thread.ofPlatform().name("starting a decoder").start(start);
        return result(start);
    }

    private static List<Path> runtime() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            files.add(Path.of(entry).toAbsolutePath());
        }
        files.add(Natives.library());
        // Debian keeps the configuration of Java there.
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/etc"), "java*")) {
            folders.forEach(files::add);
        }
        return files;
    }

    /** An interrupt is kept for later: this takes milliseconds, and who started the process has to end it. */
    private static Process result(FutureTask<Process> start) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return start.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
