package org.tilewatch.edge.lamp.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.tilewatch.edge.lamp.gpio.GpioAbi.at;

import com.pi4j.io.gpio.digital.PullResistance;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One open GPIO chip. Lines that were requested from it live on when it is closed. Safe to use from any thread. */
public final class GpioChip implements AutoCloseable {

    private final Kernel kernel;
    private final String path;
    private final int fileDescriptor;
    private final String label;
    private final int lines;

    /**
     * What the kernel tells about a line.
     *
     * @param offset number of the line on its chip, from 0
     * @param name the board's name for it, such as {@code GPIO17}; may be empty
     * @param consumer who holds it; may be empty even while it is used
     * @param used somebody holds it
     */
    public record LineInfo(int offset, String name, String consumer, boolean used) {}

    private GpioChip(Kernel kernel, String path, int fileDescriptor) throws GpioFault {
        this.kernel = kernel;
        this.path = path;
        this.fileDescriptor = fileDescriptor;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioAbi.CHIP_INFO);
            check(kernel.ioctl(fileDescriptor, GpioAbi.GET_CHIP_INFO, info), path + " does not answer as a GPIO chip");
            label = GpioAbi.text(info, GpioAbi.CHIP_INFO, "label");
            lines = info.get(JAVA_INT, at(GpioAbi.CHIP_INFO, "lines"));
        } catch (GpioFault e) {
            kernel.close(fileDescriptor);
            throw e;
        }
    }

    /** Opens a chip by name ({@code gpiochip0}), by path ({@code /dev/gpiochip0}) or by label ({@code pinctrl-rp1}). */
    public static GpioChip open(Kernel kernel, String chip) throws GpioFault {
        if (chip.startsWith("/")) {
            return openPath(kernel, chip);
        }
        return chip.matches("gpiochip[0-9]+") ? openPath(kernel, "/dev/" + chip) : openLabel(kernel, chip);
    }

    private static GpioChip openPath(Kernel kernel, String path) throws GpioFault {
        int opened = kernel.open(path);
        if (opened < 0) {
            throw GpioFault.of(kernel, "GPIO chip " + path + " cannot be opened", -opened);
        }
        return new GpioChip(kernel, path, opened);
    }

    private static GpioChip openLabel(Kernel kernel, String label) throws GpioFault {
        List<String> seen = new ArrayList<>();
        for (String path : kernel.chipPaths()) {
            GpioChip chip = openPath(kernel, path);
            if (chip.label.equals(label)) {
                return chip;
            }
            seen.add(chip.label);
            chip.close();
        }
        throw new GpioFault(
                "No GPIO chip has the label " + label + " (labels here: " + seen + "). " + GpioFault.chipsHere(kernel));
    }

    public String path() {
        return path;
    }

    /** The chip's functional name, such as {@code pinctrl-bcm2835}; may be empty. */
    public String label() {
        return label;
    }

    /** How many lines the chip has. */
    public int lines() {
        return lines;
    }

    /** Finds a line by its offset ({@code 17}) or by its name ({@code GPIO17}). */
    public LineInfo line(String offsetOrName) throws GpioFault {
        OptionalInt offset = number(offsetOrName);
        if (offset.isPresent()) {
            return info(offset.getAsInt());
        }
        for (int candidate = 0; candidate < lines; candidate++) {
            LineInfo info = info(candidate);
            if (info.name().equals(offsetOrName)) {
                return info;
            }
        }
        throw new GpioFault(
                "Line " + offsetOrName + ": " + this + " has no line of that name; gpioinfo lists its lines.");
    }

    private LineInfo info(int offset) throws GpioFault {
        if (offset >= lines) {
            throw new GpioFault("Line " + offset + ": " + this + " has lines 0 to " + (lines - 1) + " only.");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioAbi.LINE_INFO);
            info.set(JAVA_INT, at(GpioAbi.LINE_INFO, "offset"), offset);
            check(
                    kernel.ioctl(fileDescriptor, GpioAbi.GET_LINE_INFO, info),
                    "Line " + offset + " of " + this + " cannot be looked up");
            return new LineInfo(
                    offset,
                    GpioAbi.text(info, GpioAbi.LINE_INFO, "name"),
                    GpioAbi.text(info, GpioAbi.LINE_INFO, "consumer"),
                    (info.get(JAVA_LONG, at(GpioAbi.LINE_INFO, "flags")) & GpioAbi.FLAG_USED) != 0);
        }
    }

    /** Takes a line as an output; it has its first value from the moment it becomes an output. The caller closes it. */
    GpioLine output(int offset, boolean initial, String consumer) throws GpioFault {
        return request(
                offset, consumer, GpioAbi.FLAG_OUTPUT, new Attribute(GpioAbi.ATTRIBUTE_OUTPUT_VALUES, initial ? 1 : 0));
    }

    /** Takes a line as an input that tells both edges; the kernel leaves out what is shorter than {@code debounce}. */
    GpioLine input(int offset, PullResistance pull, Duration debounce, String consumer) throws GpioFault {
        long bias = switch (pull) {
            case PULL_UP -> GpioAbi.FLAG_PULL_UP;
            case PULL_DOWN -> GpioAbi.FLAG_PULL_DOWN;
            case OFF -> GpioAbi.FLAG_BIAS_DISABLED;
        };
        return request(
                offset,
                consumer,
                GpioAbi.FLAG_INPUT | GpioAbi.FLAG_EDGE_RISING | GpioAbi.FLAG_EDGE_FALLING | bias,
                debounce.isZero()
                        ? null
                        : new Attribute(GpioAbi.ATTRIBUTE_DEBOUNCE, Math.toIntExact(debounce.toNanos() / 1000)));
    }

    /** A line attribute; both kinds in use here fit into the low 32 bits of the union. */
    private record Attribute(int id, int value) {}

    private GpioLine request(int offset, String consumer, long flags, @Nullable Attribute attribute) throws GpioFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(GpioAbi.LINE_REQUEST);
            request.set(JAVA_INT, at(GpioAbi.LINE_REQUEST, "offsets"), offset);
            request.set(JAVA_INT, at(GpioAbi.LINE_REQUEST, "num_lines"), 1);
            byte[] name = consumer.getBytes(StandardCharsets.UTF_8);
            MemorySegment.copy(
                    MemorySegment.ofArray(name),
                    0,
                    request,
                    at(GpioAbi.LINE_REQUEST, "consumer"),
                    Math.min(name.length, GpioAbi.NAME_BYTES - 1));
            long config = at(GpioAbi.LINE_REQUEST, "config");
            request.set(JAVA_LONG, config + at(GpioAbi.LINE_CONFIG, "flags"), flags);
            if (attribute != null) {
                write(request.asSlice(config, GpioAbi.LINE_CONFIG), attribute);
            }
            String line = "Line " + offset + " of " + this;
            check(kernel.ioctl(fileDescriptor, GpioAbi.GET_LINE, request), line + " cannot be taken" + holder(offset));
            return new GpioLine(kernel, line, request.get(JAVA_INT, at(GpioAbi.LINE_REQUEST, "fd")));
        }
    }

    private static void write(MemorySegment config, Attribute attribute) {
        long first = at(GpioAbi.LINE_CONFIG, "attrs");
        long value = at(GpioAbi.LINE_ATTRIBUTE, "value");
        config.set(JAVA_INT, at(GpioAbi.LINE_CONFIG, "num_attrs"), 1);
        config.set(JAVA_INT, first + at(GpioAbi.LINE_ATTRIBUTE, "id"), attribute.id());
        if (attribute.id() == GpioAbi.ATTRIBUTE_DEBOUNCE) {
            config.set(JAVA_INT, first + value, attribute.value());
        } else {
            config.set(JAVA_LONG, first + value, attribute.value());
        }
        config.set(JAVA_LONG, first + at(GpioAbi.CONFIG_ATTRIBUTE, "mask"), 1);
    }

    private String holder(int offset) throws GpioFault {
        LineInfo info = info(offset);
        return info.used() ? " (held by '" + info.consumer() + "')" : "";
    }

    private void check(int result, String tried) throws GpioFault {
        if (result < 0) {
            throw GpioFault.of(kernel, tried, -result);
        }
    }

    private static OptionalInt number(String text) {
        return text.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    @Override
    public void close() {
        kernel.close(fileDescriptor);
    }

    @Override
    public String toString() {
        return label.isEmpty() ? path : String.format(Locale.ROOT, "%s (%s)", path, label);
    }
}
