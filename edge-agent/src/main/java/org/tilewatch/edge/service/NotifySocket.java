package org.tilewatch.edge.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends datagrams to a Unix socket, which Java's channels cannot: they know streams alone. Through the C library, so that they come
 * from this very process, as {@code NotifyAccess=main} wants it; a systemd-notify child would cost a process each time.
 */
final class NotifySocket {

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x0008_0000;
    private static final int PATH_BYTES = 108;

    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;
    private final byte[] path;

    private NotifySocket(MethodHandle socket, MethodHandle sendto, MethodHandle close, byte[] path) {
        this.socket = socket;
        this.sendto = sendto;
        this.close = close;
        this.path = path;
    }

    /** @param address a path, or {@code @} and a name that is in no file system; empty where it cannot be used */
    static Optional<NotifySocket> of(String address) {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        boolean named = address.startsWith("/") || address.startsWith("@");
        if (!named
                || path.length >= PATH_BYTES
                || !System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        return Optional.of(new NotifySocket(
                call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)),
                call(
                        "sendto",
                        FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT)),
                call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)),
                path));
    }

    private static MethodHandle call(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), signature);
    }

    /** Whether the datagram was taken. */
    boolean send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment to = arena.allocate(Short.BYTES + PATH_BYTES);
            to.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(path, 0, to, JAVA_BYTE, Short.BYTES, path.length);
            int descriptor = (int) socket.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (descriptor < 0) {
                return false;
            }
            long sent = (long) sendto.invokeExact(
                    descriptor,
                    arena.allocateFrom(JAVA_BYTE, bytes),
                    (long) bytes.length,
                    0,
                    to,
                    Short.BYTES + path.length);
            int _ = (int) close.invokeExact(descriptor);
            return sent == bytes.length;
        } catch (Throwable t) {
            if (t instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a C function cannot throw", t);
        }
    }
}
