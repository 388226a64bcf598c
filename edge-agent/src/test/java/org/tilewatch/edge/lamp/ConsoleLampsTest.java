package org.tilewatch.edge.lamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.lamp.LampState.Light.BLINK;
import static org.tilewatch.edge.lamp.LampState.Light.OFF;
import static org.tilewatch.edge.lamp.LampState.Light.ON;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.lamp.ConsoleLamps.Style;

class ConsoleLampsTest {

    private static final LampState ALERT = new LampState(ON, OFF, ON, OFF, ON, OFF);

    private final StringBuilder out = new StringBuilder();
    private final ConsoleLamps lamps = new ConsoleLamps(out, Style.PLAIN);

    @Test
    void aStateIsOneLineOfLamps() throws IOException {
        lamps.show(ALERT, true);
        assertThat(out).hasToString(line("lamps  [ready ●] [working ○] [alert ●] [fault ○] [link ●]"));
    }

    @Test
    void theBuzzerIsDrawnWhileItSoundsAndABlinkingLampHalf() throws IOException {
        lamps.show(new LampState(BLINK, OFF, ON, OFF, ON, BLINK), true);
        assertThat(out).hasToString(line("lamps  [ready ◐] [working ○] [alert ●] [fault ○] [link ●] [buzzer ◐]"));
    }

    @Test
    void theWidestLineFitsAnEightyColumnTerminal() throws IOException {
        lamps.show(new LampState(ON, ON, ON, ON, ON, ON), true);
        assertThat(out.toString().strip()).hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void theSameStateIsNotDrawnTwiceNorIsABlink() throws IOException {
        LampState learning = new LampState(BLINK, OFF, OFF, OFF, ON, OFF);
        lamps.show(learning, true);
        lamps.show(learning, false);
        lamps.show(learning, true);
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void theFirstStateIsDrawnEvenIfAllIsOff() throws IOException {
        lamps.show(LampState.ALL_OFF, true);
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void closingDrawsAllLampsOffOnce() throws IOException {
        lamps.show(ALERT, true);
        lamps.close();
        lamps.close();
        assertThat(out.toString().lines())
                .last()
                .isEqualTo("lamps  [ready ○] [working ○] [alert ○] [fault ○] [link ○]");
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void plainTextHasNoEscapeCharacters() throws IOException {
        lamps.show(ALERT, true);
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void anAlertIsRedOnATerminal() throws IOException {
        new ConsoleLamps(out, Style.COLOUR).show(ALERT, true);
        assertThat(out.toString()).contains("[\u001b[31malert ●\u001b[0m]").contains("[\u001b[2mfault ○\u001b[0m]");
    }

    @Test
    void asciiIsEnough() throws IOException {
        new ConsoleLamps(out, Style.ASCII).show(ALERT, true);
        assertThat(out).hasToString(line("lamps  [ready *] [working .] [alert *] [fault .] [link *]"));
    }

    private static String line(String text) {
        return text + System.lineSeparator();
    }
}
