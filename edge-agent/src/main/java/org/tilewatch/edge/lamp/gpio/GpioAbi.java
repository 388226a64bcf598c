package org.tilewatch.edge.lamp.gpio;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.MemoryLayout.unionLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/**
 * Structures and request numbers of {@code linux/gpio.h}, version 2, in the kernel's own words. The kernel refuses a request
 * whose padding is not zero, so segments must come fresh from an arena.
 */
final class GpioAbi {

    static final int NAME_BYTES = 32;
    static final int MAX_LINES = 64;
    static final int MAX_ATTRIBUTES = 10;

    static final long FLAG_USED = 1L;
    static final long FLAG_INPUT = 1L << 2;
    static final long FLAG_OUTPUT = 1L << 3;
    static final long FLAG_EDGE_RISING = 1L << 4;
    static final long FLAG_EDGE_FALLING = 1L << 5;
    static final long FLAG_PULL_UP = 1L << 8;
    static final long FLAG_PULL_DOWN = 1L << 9;
    static final long FLAG_BIAS_DISABLED = 1L << 10;

    static final int ATTRIBUTE_OUTPUT_VALUES = 2;
    static final int ATTRIBUTE_DEBOUNCE = 3;

    static final int EVENT_RISING = 1;

    static final StructLayout CHIP_INFO = structLayout(name("name"), name("label"), JAVA_INT.withName("lines"));

    static final StructLayout LINE_VALUES = structLayout(JAVA_LONG.withName("bits"), JAVA_LONG.withName("mask"));

    static final StructLayout LINE_ATTRIBUTE = structLayout(
            JAVA_INT.withName("id"),
            JAVA_INT.withName("padding"),
            unionLayout(JAVA_LONG.withName("values"), JAVA_INT.withName("debounce_period_us"))
                    .withName("value"));

    static final StructLayout CONFIG_ATTRIBUTE =
            structLayout(LINE_ATTRIBUTE.withName("attr"), JAVA_LONG.withName("mask"));

    static final StructLayout LINE_CONFIG = structLayout(
            JAVA_LONG.withName("flags"),
            JAVA_INT.withName("num_attrs"),
            sequenceLayout(5, JAVA_INT).withName("padding"),
            sequenceLayout(MAX_ATTRIBUTES, CONFIG_ATTRIBUTE).withName("attrs"));

    static final StructLayout LINE_REQUEST = structLayout(
            sequenceLayout(MAX_LINES, JAVA_INT).withName("offsets"),
            name("consumer"),
            LINE_CONFIG.withName("config"),
            JAVA_INT.withName("num_lines"),
            JAVA_INT.withName("event_buffer_size"),
            sequenceLayout(5, JAVA_INT).withName("padding"),
            JAVA_INT.withName("fd"));

    static final StructLayout LINE_INFO = structLayout(
            name("name"),
            name("consumer"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("num_attrs"),
            JAVA_LONG.withName("flags"),
            sequenceLayout(MAX_ATTRIBUTES, LINE_ATTRIBUTE).withName("attrs"),
            sequenceLayout(4, JAVA_INT).withName("padding"));

    static final StructLayout LINE_EVENT = structLayout(
            JAVA_LONG.withName("timestamp_ns"),
            JAVA_INT.withName("id"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("seqno"),
            JAVA_INT.withName("line_seqno"),
            sequenceLayout(6, JAVA_INT).withName("padding"));

    private static final int DIRECTION_READ = 2;
    private static final int DIRECTION_READ_WRITE = 3;

    static final long GET_CHIP_INFO = request(DIRECTION_READ, 0x01, CHIP_INFO);
    static final long GET_LINE_INFO = request(DIRECTION_READ_WRITE, 0x05, LINE_INFO);
    static final long GET_LINE = request(DIRECTION_READ_WRITE, 0x07, LINE_REQUEST);
    static final long GET_VALUES = request(DIRECTION_READ_WRITE, 0x0E, LINE_VALUES);
    static final long SET_VALUES = request(DIRECTION_READ_WRITE, 0x0F, LINE_VALUES);

    private GpioAbi() {}

    /** Byte offset of a field. */
    static long at(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }

    /** Text of a fixed-size name field, without the zero bytes that fill it. */
    static String text(MemorySegment segment, StructLayout struct, String field) {
        byte[] bytes = segment.asSlice(at(struct, field), NAME_BYTES).toArray(JAVA_BYTE);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static MemoryLayout name(String field) {
        return sequenceLayout(NAME_BYTES, JAVA_BYTE).withName(field);
    }

    /** As {@code _IOC} of the generic Linux ABI works it out: direction, size, type 0xB4, number. */
    private static long request(int direction, int number, StructLayout argument) {
        return (long) direction << 30 | argument.byteSize() << 16 | 0xB4 << 8 | number;
    }
}
