package org.tilewatch.edge.lamp.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A GPIO chip in memory that is stricter than the real one: it knows the layout by plain numbers of its own (taken from
 * {@code linux/gpio.h} with a C compiler, not from the class under test), refuses what the kernel refuses, and throws where the
 * kernel would quietly do harm: a wrong argument size, a file closed twice, a set of a line that is no output.
 */
public final class FakeKernel implements Kernel {

    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int EBUSY = 16;
    private static final int EINVAL = 22;

    private static final long USED = 1;
    private static final long INPUT = 4;
    private static final long OUTPUT = 8;
    private static final long EDGES = 16 | 32;
    private static final long KNOWN_FLAGS = (1 << 13) - 2;

    /** One line as the kernel keeps it. */
    private static final class Line {
        private final String name;
        private String consumer = "";
        private long flags;
        private int debounceMicros;
        private boolean high;
        private final List<Boolean> driven = new ArrayList<>();
        private final Deque<long[]> edges = new ArrayDeque<>();

        Line(String name) {
            this.name = name;
        }
    }

    private final String path;
    private final String label;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, Line> requests = new TreeMap<>();
    private final Map<Integer, String> chips = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private int nextDescriptor = 3;

    /** A chip with lines named GPIO0, GPIO1 and so on. */
    public FakeKernel(String path, String label, int count) {
        this.path = path;
        this.label = label;
        for (int i = 0; i < count; i++) {
            lines.add(new Line("GPIO" + i));
        }
    }

    /** Opening the path fails with this error number from now on. */
    public void refuse(String refusedPath, int errorNumber) {
        refused.put(refusedPath, errorNumber);
    }

    /** Another program takes a line. */
    public synchronized void takenBy(int offset, String consumer) {
        lines.get(offset).flags = USED | OUTPUT;
        lines.get(offset).consumer = consumer;
    }

    /** An input changes its level at a time. */
    public synchronized void edge(int offset, long timestampNanos, boolean rising) {
        Line line = lines.get(offset);
        line.high = rising;
        line.edges.add(new long[] {timestampNanos, rising ? 1 : 2});
        notifyAll();
    }

    /** Returns once the input's edges have all been read. */
    public synchronized void awaitRead(int offset) throws InterruptedException {
        while (!lines.get(offset).edges.isEmpty()) {
            wait();
        }
    }

    /** Every value that a line was driven to, in order, the initial one first. */
    public synchronized List<Boolean> driven(int offset) {
        return List.copyOf(lines.get(offset).driven);
    }

    public synchronized String consumer(int offset) {
        return lines.get(offset).consumer;
    }

    public synchronized boolean isUsed(int offset) {
        return (lines.get(offset).flags & USED) != 0;
    }

    public synchronized long flags(int offset) {
        return lines.get(offset).flags;
    }

    public synchronized int debounceMicros(int offset) {
        return lines.get(offset).debounceMicros;
    }

    /** How many files are open. */
    public synchronized int openFiles() {
        return requests.size() + chips.size();
    }

    @Override
    public List<String> chipPaths() {
        return List.of(path);
    }

    @Override
    public synchronized int open(String opened) {
        if (refused.containsKey(opened)) {
            return -refused.get(opened);
        }
        if (!opened.equals(path)) {
            return -ENOENT;
        }
        chips.put(nextDescriptor, opened);
        return nextDescriptor++;
    }

    @Override
    public synchronized int ioctl(int fileDescriptor, long request, MemorySegment argument) {
        long size = request >> 16 & 0x3FFF;
        if (argument.byteSize() != size) {
            throw new AssertionError("argument has " + argument.byteSize() + " bytes, the request number says " + size);
        }
        if (chips.containsKey(fileDescriptor)) {
            return onChip((int) request, argument);
        }
        Line line = requests.get(fileDescriptor);
        return line == null ? -EBADF : onLine((int) request, line, argument);
    }

    private int onChip(int request, MemorySegment argument) {
        return switch (request) {
            case 0x8044B401 -> chipInfo(argument);
            case 0xC100B405 -> lineInfo(argument);
            case 0xC250B407 -> take(argument);
            default -> throw new AssertionError("no such request on a chip: " + Integer.toHexString(request));
        };
    }

    private int chipInfo(MemorySegment info) {
        info.setString(0, path.substring("/dev/".length()));
        info.setString(32, label);
        info.set(JAVA_INT, 64, lines.size());
        return 0;
    }

    private int lineInfo(MemorySegment info) {
        int offset = info.get(JAVA_INT, 64);
        if (offset < 0 || offset >= lines.size()) {
            return -EINVAL;
        }
        info.setString(0, lines.get(offset).name);
        info.setString(32, lines.get(offset).consumer);
        info.set(JAVA_LONG, 72, lines.get(offset).flags);
        return 0;
    }

    private int take(MemorySegment request) {
        int offset = request.get(JAVA_INT, 0);
        long flags = request.get(JAVA_LONG, 288);
        boolean output = (flags & OUTPUT) != 0;
        if (request.get(JAVA_INT, 560) != 1
                || !isZero(request, 4, 256)
                || !isZero(request, 300, 320)
                || !isZero(request, 568, 592)
                || request.get(JAVA_BYTE, 287) != 0
                || offset < 0
                || offset >= lines.size()
                || (flags & ~KNOWN_FLAGS) != 0
                || output == ((flags & INPUT) != 0)
                || (output && (flags & EDGES) != 0)) {
            return -EINVAL;
        }
        Line line = lines.get(offset);
        if ((line.flags & USED) != 0) {
            return -EBUSY;
        }
        int refusal = attributes(request, line, output);
        if (refusal != 0) {
            return refusal;
        }
        line.flags = USED | flags;
        line.consumer = request.asSlice(256, 32).getString(0);
        requests.put(nextDescriptor, line);
        request.set(JAVA_INT, 588, nextDescriptor);
        nextDescriptor++;
        return 0;
    }

    private static int attributes(MemorySegment request, Line line, boolean output) {
        int count = request.get(JAVA_INT, 296);
        if (count < 0 || count > 10 || !isZero(request, 320 + 24L * count, 560)) {
            return -EINVAL;
        }
        boolean initial = false;
        for (long at = 320; at < 320 + 24L * count; at += 24) {
            int id = request.get(JAVA_INT, at);
            if (request.get(JAVA_INT, at + 4) != 0 || request.get(JAVA_LONG, at + 16) != 1) {
                return -EINVAL;
            }
            if (id == 2 && output) {
                initial = request.get(JAVA_LONG, at + 8) == 1;
            } else if (id == 3 && !output) {
                line.debounceMicros = request.get(JAVA_INT, at + 8);
            } else {
                return -EINVAL;
            }
        }
        if (output) {
            line.high = initial;
            line.driven.add(initial);
        }
        return 0;
    }

    private static int onLine(int request, Line line, MemorySegment values) {
        if (values.get(JAVA_LONG, 8) != 1) {
            return -EINVAL;
        }
        if (request == 0xC010B40E) {
            values.set(JAVA_LONG, 0, line.high ? 1 : 0);
            return 0;
        }
        if (request != 0xC010B40F || (line.flags & OUTPUT) == 0) {
            throw new AssertionError("not on this line: " + Integer.toHexString(request));
        }
        line.high = values.get(JAVA_LONG, 0) == 1;
        line.driven.add(line.high);
        return 0;
    }

    @SuppressWarnings("WaitNotInLoop") // Waking too early is a time-out, which every caller of poll must expect.
    @Override
    public synchronized int pollReadable(int fileDescriptor, int timeoutMillis) {
        Line line = requests.get(fileDescriptor);
        if (line == null) {
            return -EBADF;
        }
        try {
            if (line.edges.isEmpty()) {
                wait(timeoutMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return line.edges.isEmpty() ? 0 : 1;
    }

    @Override
    public synchronized long read(int fileDescriptor, MemorySegment into) {
        Line line = requests.get(fileDescriptor);
        if (line == null || into.byteSize() < 48) {
            return line == null ? -EBADF : -EINVAL;
        }
        long[] edge = line.edges.remove();
        notifyAll();
        into.set(JAVA_LONG, 0, edge[0]);
        into.set(JAVA_INT, 8, (int) edge[1]);
        return 48;
    }

    @Override
    public synchronized int close(int fileDescriptor) {
        Line line = requests.remove(fileDescriptor);
        if (line != null) {
            line.flags = 0;
            line.consumer = "";
        } else if (chips.remove(fileDescriptor) == null) {
            throw new AssertionError("closed twice: " + fileDescriptor);
        }
        return 0;
    }

    @Override
    public String errorText(int errorNumber) {
        return "errno text " + errorNumber;
    }

    private static boolean isZero(MemorySegment segment, long from, long to) {
        return segment.asSlice(from, to - from).mismatch(MemorySegment.ofArray(new byte[(int) (to - from)])) < 0;
    }
}
