package org.tilewatch.calibration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tilewatch.calibration.demo.Station.SettledLook;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.lamp.LampState.Light;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Outline;

final class ScreenTest {

    private static final Instant ACQUIRED = Instant.parse("2026-06-20T02:24:00Z");
    private static final Outline PLACE = new Outline(List.of(new double[] {10, 10, 30, 10, 30, 30, 10, 30}));

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false);

    @Test
    void lampsThatSayTheSameAreShownOnceHoweverFarTheLearningIs() throws IOException {
        AtomicReference<String> words = new AtomicReference<>("learning: 0 of 3 looks");
        ConsoleLamps lamps = screen.lamps().with(words::get);
        LampState learning = new LampState(Light.BLINK, Light.OFF, Light.OFF, Light.OFF, Light.ON, Light.OFF);

        lamps.show(learning, true);
        words.set("learning: 1 of 3 looks");
        lamps.show(learning, true);

        assertThat(lines()).singleElement().asString().contains("[ready ◐]").doesNotContain("learning");
    }

    @Test
    void alertsOfOneLookStandBelowItsLineAndApartFromTheRest() throws IOException {
        screen.holdAlerts();
        screen.alert(alert("a"));
        screen.alert(alert("b"));
        screen.look(9, 0, look());
        screen.look(10, 0, look());

        List<String> lines = lines();
        assertThat(lines).hasSize(8);
        assertThat(lines.get(0)).contains("   9  2026-06-20");
        assertThat(lines.get(1)).isEmpty();
        assertThat(lines.get(2)).startsWith("URGENT");
        assertThat(lines.get(4)).startsWith("URGENT");
        assertThat(lines.get(6)).isEmpty();
        assertThat(lines.get(7)).contains("  10  2026-06-20");
    }

    private static AlertSummary alert(String id) throws IOException {
        return AlertSummary.read(Alerts.report(id, EventStatus.CONFIRMED, PLACE, ACQUIRED)
                .alert()
                .payload());
    }

    private static SettledLook look() {
        return new SettledLook(ACQUIRED, "changed", "", 1, 0, 0, 1, 6, 3);
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
