package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this process holds outside of Java's heap. That a stage makes native memory and frees it again before it ends cannot be seen
 * from within; that it leaves some behind, which is what a finaliser would have to find, can.
 */
final class NativeMemory {

    /** struct mallinfo2: ten size_t. */
    private static final MemoryLayout REPORT =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

    private static final int MAPPED = 4; // hblkhd
    private static final int IN_USE = 7; // uordblks

    private final Optional<MethodHandle> mallinfo = Linker.nativeLinker()
            .defaultLookup()
            .find("mallinfo2")
            .map(found -> Linker.nativeLinker().downcallHandle(found, FunctionDescriptor.of(REPORT)));

    /** Bytes that malloc has handed out and not taken back; empty where the C library does not tell (glibc 2.33 and later do). */
    OptionalLong inUse() {
        if (mallinfo.isEmpty()) {
            return OptionalLong.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment report = (MemorySegment) mallinfo.get().invokeExact((SegmentAllocator) arena);
            return OptionalLong.of(report.getAtIndex(ValueLayout.JAVA_LONG, IN_USE)
                    + report.getAtIndex(ValueLayout.JAVA_LONG, MAPPED));
        } catch (Throwable t) {
            throw new IllegalStateException("mallinfo2 takes nothing and throws nothing", t);
        }
    }

    /** Has the collector go, and waits until finalisers give nothing back any more; two seconds at most. */
    static void settle() throws InterruptedException {
        NativeMemory memory = new NativeMemory();
        System.gc();
        long before = -1;
        long now = memory.inUse().orElse(-1);
        for (int wait = 0; wait < 40 && now != before; wait++) {
            Thread.sleep(50);
            before = now;
            now = memory.inUse().orElse(-1);
        }
    }

    /** Bytes of the process that lie in memory, Java's heap among them; empty where the system does not tell. */
    static OptionalLong resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
