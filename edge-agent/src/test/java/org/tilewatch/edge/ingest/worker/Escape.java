package org.tilewatch.edge.ingest.worker;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a decoder that a picture has taken over would try. */
final class Escape {

    private final List<String> worked = new ArrayList<>();

    private Escape() {}

    /** Names of the deeds that worked, with that picture as the victim; "reading" first, as a sign that deeds can work. */
    static List<String> whatWorked(Path picture) {
        Escape escape = new Escape();
        Path beside = picture.resolveSibling("beside");
        escape.attempt("reading", () -> Files.readAllBytes(picture));
        Path above = picture.resolveSibling("..");
        escape.attempt("a file outside", () -> Files.readAllBytes(above.resolve("secret")));
        escape.attempt("a file through a link", () -> Files.readAllBytes(picture.resolveSibling("innocent")));
        escape.attempt("a folder outside", () -> listed(above));
        escape.attempt(
                "the agent's memory", () -> Files.newByteChannel(agent("mem")).close());
        escape.attempt("the agent's open files", () -> Files.readSymbolicLink(agent("fd/1")));
        if (!"root"
                .equals(System.getProperty(
                        "user.name"))) { // who may look at any process's environment by its capabilities
            escape.attempt("the agent's environment", () -> Files.readAllBytes(agent("environ")));
        }
        escape.attempt("a thread", () -> Thread.ofPlatform().start(() -> {}).join());
        escape.attempt("a datagram", () -> new DatagramSocket().close());
        escape.attempt("a server", () -> new ServerSocket(0).close());
        escape.attempt("a program", () -> new ProcessBuilder("true").start());
        escape.attempt("a signal to the agent", Escape::signalAgent);
        escape.attempt(
                "writing over",
                () -> Files.newByteChannel(picture, StandardOpenOption.WRITE).close());
        escape.attempt(
                "cutting short",
                () -> Files.newByteChannel(picture, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close());
        escape.attempt("a new file", () -> Files.createFile(beside));
        escape.attempt("a folder", () -> Files.createDirectory(beside));
        escape.attempt("a link", () -> Files.createSymbolicLink(beside, picture));
        escape.attempt("another link", () -> Files.createLink(beside, picture));
        escape.attempt("renaming", () -> Files.move(picture, beside));
        escape.attempt("deleting", () -> Files.delete(picture));
        escape.attempt("touching", () -> Files.setLastModifiedTime(picture, FileTime.fromMillis(0)));
        escape.attempt(
                "other rights",
                () -> Files.setPosixFilePermissions(picture, PosixFilePermissions.fromString("rwxrwxrwx")));
        return escape.worked;
    }

    private static void listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {});
        }
    }

    private static Path agent(String file) {
        long agent = ProcessHandle.current().parent().orElseThrow().pid();
        return Path.of("/proc", Long.toString(agent), file);
    }

    /** Signal 0 harms nobody and needs the same right as all others. */
    private static void signalAgent() throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle kill = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        int agent = (int) ProcessHandle.current().parent().orElseThrow().pid();
        try {
            if ((int) kill.invokeExact(agent, 0) != 0) {
                throw new IOException("refused");
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void attempt(String name, Deed deed) {
        try {
            deed.attempt();
            worked.add(name);
        } catch (IOException | InterruptedException | RuntimeException refused) {
            // As it should be.
        }
    }

    /** It worked if it does not throw. */
    private interface Deed {
        void attempt() throws IOException, InterruptedException;
    }
}
