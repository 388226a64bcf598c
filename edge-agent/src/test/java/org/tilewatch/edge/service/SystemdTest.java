package org.tilewatch.edge.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class SystemdTest {

    private static final long PID = 4711;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/", "@tilewatch-test-"})
    @EnabledOnOs(OS.LINUX)
    void readinessLifeAndEndAreToldAsSystemdWantsThem(String kind) throws Throwable {
        String address = kind.equals("/") ? folder.resolve("notify").toString() : kind + System.nanoTime();
        try (Arena arena = Arena.ofConfined();
                Listener systemd = new Listener(arena, address)) {
            Systemd told = Systemd.of(Map.of("NOTIFY_SOCKET", address), PID);
            told.ready();
            told.alive();
            told.stopping();

            assertThat(systemd.next()).isEqualTo("READY=1");
            assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
            assertThat(systemd.next()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void aSocketThatIsNotThereStopsNothing() {
        Systemd.of(Map.of("NOTIFY_SOCKET", folder.resolve("none").toString()), PID)
                .ready();
        Systemd.of(Map.of("NOTIFY_SOCKET", "x".repeat(500)), PID).ready();
        Systemd.of(Map.of(), PID).ready();
    }

    @Test
    void theWatchdogOfAnotherProcessIsNotOurs() {
        Map<String, String> ours = Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4711");

        assertThat(Systemd.of(ours, PID).watchdog()).contains(Duration.ofSeconds(30));
        assertThat(Systemd.of(ours, PID + 1).watchdog()).isEmpty();
        assertThat(Systemd.of(Map.of("WATCHDOG_USEC", "soon"), PID).watchdog()).isEmpty();
    }

    /** A datagram socket bound to an address, as systemd has one. */
    private static final class Listener implements AutoCloseable {

        private final Arena arena;
        private final int descriptor;

        Listener(Arena arena, String address) throws Throwable {
            this.arena = arena;
            byte[] path = address.getBytes(StandardCharsets.UTF_8);
            path[0] = path[0] == '@' ? 0 : path[0];
            MemorySegment at = arena.allocate(110);
            at.set(JAVA_SHORT, 0, (short) 1);
            MemorySegment.copy(path, 0, at, JAVA_BYTE, 2, path.length);
            descriptor = (int) call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                    .invokeExact(1, 2, 0);
            int bound = (int) call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT))
                    .invokeExact(descriptor, at, 2 + path.length);
            assertThat(bound).isZero();
        }

        private static MethodHandle call(String name, FunctionDescriptor signature) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), signature);
        }

        String next() throws Throwable {
            MemorySegment text = arena.allocate(100);
            long length = (long) call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT))
                    .invokeExact(descriptor, text, 100L, 0);
            return new String(text.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IllegalStateException {
            try {
                int _ = (int)
                        call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(descriptor);
            } catch (Throwable t) {
                throw new IllegalStateException(t);
            }
        }
    }
}
