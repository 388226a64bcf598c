package org.tilewatch.edge.lamp.gpio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The running Linux kernel, called through the C library. Safe to use from any thread.
 *
 * <p>The error number is taken in the same transition as the call: between two Java calls the virtual machine may overwrite it.
 */
public final class LinuxKernel implements Kernel {

    private static final int OPEN_READ_WRITE_CLOSE_ON_EXEC = 0x0008_0002; // O_RDWR | O_CLOEXEC
    private static final short POLL_IN = 1;
    private static final long POLL_ENTRY_BYTES = 8; // struct pollfd: int fd, short events, short revents
    private static final int ERROR_TEXT_BYTES = 256;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

    // open and ioctl take variable arguments in C; where they begin matters to the calling convention of some
    // platforms.
    private final MethodHandle open =
            call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO, Linker.Option.firstVariadicArg(2));
    private final MethodHandle ioctl = call(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            ERRNO,
            Linker.Option.firstVariadicArg(2));
    private final MethodHandle poll =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), ERRNO);
    private final MethodHandle read =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private final MethodHandle close = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);
    private final MethodHandle strerror = call("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    @Override
    public List<String> chipPaths() {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/dev"), "gpiochip*")) {
            devices.forEach(device -> found.add(device.toString()));
        } catch (IOException e) {
            return List.of();
        }
        found.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        return List.copyOf(found);
    }

    @Override
    public int open(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return orError(
                    (int) open.invokeExact(state, arena.allocateFrom(path), OPEN_READ_WRITE_CLOSE_ON_EXEC), state);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    @Override
    public int ioctl(int fileDescriptor, long request, MemorySegment argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return orError((int) ioctl.invokeExact(state, fileDescriptor, request, argument), state);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    @Override
    public int pollReadable(int fileDescriptor, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment entry = arena.allocate(POLL_ENTRY_BYTES, JAVA_INT.byteAlignment());
            entry.set(JAVA_INT, 0, fileDescriptor);
            entry.set(JAVA_SHORT, JAVA_INT.byteSize(), POLL_IN);
            return orError((int) poll.invokeExact(state, entry, 1L, timeoutMillis), state);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    @Override
    public long read(int fileDescriptor, MemorySegment into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            long count = (long) read.invokeExact(state, fileDescriptor, into, into.byteSize());
            return count >= 0 ? count : -errorNumber(state);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    @Override
    public int close(int fileDescriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return orError((int) close.invokeExact(state, fileDescriptor), state);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    @Override
    public String errorText(int errorNumber) {
        try {
            MemorySegment text = (MemorySegment) strerror.invokeExact(errorNumber);
            return text.reinterpret(ERROR_TEXT_BYTES).getString(0);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    private static MethodHandle call(String name, FunctionDescriptor signature, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, options);
    }

    private static int orError(int result, MemorySegment state) {
        return result >= 0 ? result : -errorNumber(state);
    }

    private static int errorNumber(MemorySegment state) {
        return (int) ERRNO_VALUE.get(state, 0L);
    }

    /** A downcall declares Throwable but a C function throws nothing: what arrives here is a bug or the machine's end. */
    private static RuntimeException impossible(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException bug
                ? bug
                : new UncheckedIOException(new IOException("system call failed", thrown));
    }
}
