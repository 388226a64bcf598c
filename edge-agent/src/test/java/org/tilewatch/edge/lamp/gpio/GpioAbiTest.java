package org.tilewatch.edge.lamp.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.lamp.gpio.GpioAbi.at;

import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All numbers here were printed by a C compiler from {@code linux/gpio.h} of Linux 6.1. */
class GpioAbiTest {

    @ParameterizedTest
    @CsvSource({
        "CHIP_INFO, 68",
        "LINE_VALUES, 16",
        "LINE_ATTRIBUTE, 16",
        "CONFIG_ATTRIBUTE, 24",
        "LINE_CONFIG, 272",
        "LINE_REQUEST, 592",
        "LINE_INFO, 256",
        "LINE_EVENT, 48"
    })
    void structuresHaveTheSizeOfTheKernelsHeader(String struct, long bytes) throws ReflectiveOperationException {
        assertThat(struct(struct).byteSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "CHIP_INFO, label, 32",
        "CHIP_INFO, lines, 64",
        "LINE_ATTRIBUTE, value, 8",
        "CONFIG_ATTRIBUTE, mask, 16",
        "LINE_CONFIG, num_attrs, 8",
        "LINE_CONFIG, attrs, 32",
        "LINE_REQUEST, consumer, 256",
        "LINE_REQUEST, config, 288",
        "LINE_REQUEST, num_lines, 560",
        "LINE_REQUEST, event_buffer_size, 564",
        "LINE_REQUEST, fd, 588",
        "LINE_INFO, consumer, 32",
        "LINE_INFO, offset, 64",
        "LINE_INFO, num_attrs, 68",
        "LINE_INFO, flags, 72",
        "LINE_INFO, attrs, 80",
        "LINE_EVENT, id, 8",
        "LINE_EVENT, offset, 12",
        "LINE_EVENT, seqno, 16",
        "LINE_EVENT, line_seqno, 20"
    })
    void fieldsLieWhereTheKernelsHeaderPutsThem(String struct, String field, long offset)
            throws ReflectiveOperationException {
        assertThat(at(struct(struct), field)).isEqualTo(offset);
    }

    @Test
    void requestNumbersAreThoseOfTheKernelsHeader() {
        assertThat(GpioAbi.GET_CHIP_INFO).isEqualTo(0x8044B401L);
        assertThat(GpioAbi.GET_LINE_INFO).isEqualTo(0xC100B405L);
        assertThat(GpioAbi.GET_LINE).isEqualTo(0xC250B407L);
        assertThat(GpioAbi.GET_VALUES).isEqualTo(0xC010B40EL);
        assertThat(GpioAbi.SET_VALUES).isEqualTo(0xC010B40FL);
    }

    private static StructLayout struct(String name) throws ReflectiveOperationException {
        return (StructLayout) GpioAbi.class.getDeclaredField(name).get(null);
    }
}
