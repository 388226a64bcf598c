package org.tilewatch.calibration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tilewatch.calibration.demo.Reckoning.Balance;
import org.tilewatch.calibration.simulate.PlantedEvent;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Outline;

final class ReckoningTest {

    private static final PlantedEvent HALL = new PlantedEvent("hall", "a hall", 6, 11, square(100, 40), 400);
    private static final PlantedEvent TRAIN = new PlantedEvent("wagons", "a train", 7, 7, square(300, 40), 400);
    private static final List<Instant> TIMES = times();

    private final Reckoning reckoning = new Reckoning(List.of(HALL, TRAIN), TIMES);

    @Test
    void anAlertAtThePlaceAndTimeOfAnEventFindsIt() throws IOException {
        Balance balance = reckoning.of(List.of(alert("a", square(105, 30), 8)));

        assertThat(balance.events().getFirst().firstLookTold()).isEqualTo(OptionalInt.of(8));
        assertThat(balance.missing()).isEmpty();
        assertThat(balance.falseAlerts()).isZero();
    }

    @Test
    void anAlertBeforeTheEventIsFalseAndLeavesItMissing() throws IOException {
        Balance balance = reckoning.of(List.of(alert("a", square(105, 30), 5)));

        assertThat(balance.missing()).containsExactly(HALL);
        assertThat(balance.falseAlerts()).isEqualTo(1);
    }

    @Test
    void anAlertElsewhereIsFalseAndCountsOncePerEventToldOf() throws IOException {
        Balance balance = reckoning.of(List.of(alert("a", square(500, 20), 8), alert("a", square(500, 22), 9)));

        assertThat(balance.falseAlerts()).isEqualTo(1);
        assertThat(balance.missing()).containsExactly(HALL);
    }

    @Test
    void aSpeckWithinTheEventIsNoFalseAlertButDoesNotFindIt() throws IOException {
        // 100 of 1,600 square pixels: less than a fifth.
        Balance balance = reckoning.of(List.of(alert("a", square(110, 10), 8)));

        assertThat(balance.missing()).containsExactly(HALL);
        assertThat(balance.falseAlerts()).isZero();
    }

    @Test
    void anAlertOverTheWholeSiteFindsNothing() throws IOException {
        Balance balance = reckoning.of(List.of(alert("a", square(0, 700), 8)));

        assertThat(balance.missing()).containsExactly(HALL);
        assertThat(balance.falseAlerts()).isEqualTo(1);
    }

    @Test
    void theEchoOfATrainThatHasLeftIsNotFalseForTwoLooks() throws IOException {
        assertThat(reckoning.of(List.of(alert("a", square(300, 40), 9))).falseAlerts())
                .isZero();
        assertThat(reckoning.of(List.of(alert("a", square(300, 40), 10))).falseAlerts())
                .isEqualTo(1);
    }

    @Test
    void anEndThatIsToldIsNoFalseAlert() throws IOException {
        AlertSummary ended = Alerts.summary("a", EventStatus.ENDED, square(500, 20), TIMES.get(8));

        assertThat(reckoning.of(List.of(ended)).falseAlerts()).isZero();
    }

    @Test
    void aTrainThatNobodyToldOfIsNotMissing() {
        assertThat(reckoning.of(List.of()).missing()).containsExactly(HALL);
    }

    private static AlertSummary alert(String id, Outline place, int look) throws IOException {
        return Alerts.summary(id, EventStatus.CONFIRMED, place, TIMES.get(look));
    }

    private static Outline square(double from, double edge) {
        double to = from + edge;
        return new Outline(List.of(new double[] {from, from, to, from, to, to, from, to}));
    }

    private static List<Instant> times() {
        List<Instant> times = new ArrayList<>();
        for (int look = 0; look < 12; look++) {
            times.add(Instant.parse("2026-03-01T02:00:00Z").plusSeconds(86_400L * look));
        }
        return List.copyOf(times);
    }
}
