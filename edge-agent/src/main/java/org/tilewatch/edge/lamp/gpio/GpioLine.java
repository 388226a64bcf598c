package org.tilewatch.edge.lamp.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.tilewatch.edge.lamp.gpio.GpioAbi.at;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;

/** One requested line; owns its file descriptor. Not safe to close while another thread waits in {@link #nextEdge}. */
final class GpioLine implements AutoCloseable {

    private static final int EINTR = 4;

    private final Kernel kernel;
    private final String what;
    private final int fileDescriptor;

    GpioLine(Kernel kernel, String what, int fileDescriptor) {
        this.kernel = kernel;
        this.what = what;
        this.fileDescriptor = fileDescriptor;
    }

    void set(boolean high) throws GpioFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(GpioAbi.LINE_VALUES);
            values.set(JAVA_LONG, at(GpioAbi.LINE_VALUES, "bits"), high ? 1 : 0);
            values.set(JAVA_LONG, at(GpioAbi.LINE_VALUES, "mask"), 1);
            check(kernel.ioctl(fileDescriptor, GpioAbi.SET_VALUES, values), "cannot be set");
        }
    }

    boolean isHigh() throws GpioFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(GpioAbi.LINE_VALUES);
            values.set(JAVA_LONG, at(GpioAbi.LINE_VALUES, "mask"), 1);
            check(kernel.ioctl(fileDescriptor, GpioAbi.GET_VALUES, values), "cannot be read");
            return (values.get(JAVA_LONG, at(GpioAbi.LINE_VALUES, "bits")) & 1) != 0;
        }
    }

    /** Waits for the next edge; empty if none came in time. */
    Optional<Edge> nextEdge(Duration timeout) throws GpioFault {
        int ready = kernel.pollReadable(fileDescriptor, Math.toIntExact(timeout.toMillis()));
        if (ready == 0 || ready == -EINTR) {
            return Optional.empty();
        }
        check(ready, "cannot be waited for");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(GpioAbi.LINE_EVENT);
            long count = kernel.read(fileDescriptor, event);
            check(Math.toIntExact(count), "gives no edges");
            if (count != event.byteSize()) {
                throw new GpioFault(what + " gave " + count + " bytes where an edge has " + event.byteSize() + ".");
            }
            return Optional.of(new Edge(
                    event.get(JAVA_LONG, at(GpioAbi.LINE_EVENT, "timestamp_ns")),
                    event.get(JAVA_INT, at(GpioAbi.LINE_EVENT, "id")) == GpioAbi.EVENT_RISING));
        }
    }

    private void check(int result, String failed) throws GpioFault {
        if (result < 0) {
            throw GpioFault.of(kernel, what + " " + failed, -result);
        }
    }

    @Override
    public void close() {
        kernel.close(fileDescriptor);
    }

    @Override
    public String toString() {
        return what;
    }
}
