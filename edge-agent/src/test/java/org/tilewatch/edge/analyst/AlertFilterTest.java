package org.tilewatch.edge.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.report.alert.AlertSummary;

final class AlertFilterTest {

    /** A structure outside of all zones, probability 0.5. */
    private static final AlertSummary ALERT = AlertPrinterTest.alert("harbour", "b");

    @Test
    void nothingAskedForWantsEverything() {
        assertThat(new AlertFilter(Set.of(), Set.of(), 0).wants(ALERT)).isTrue();
    }

    @Test
    void allThatIsAskedForMustHold() {
        assertThat(new AlertFilter(Set.of(), Set.of("structure", "ground"), 0.5).wants(ALERT))
                .isTrue();
        assertThat(new AlertFilter(Set.of(), Set.of("vehicle"), 0).wants(ALERT)).isFalse();
        assertThat(new AlertFilter(Set.of("yard"), Set.of(), 0).wants(ALERT)).isFalse();
        assertThat(new AlertFilter(Set.of(), Set.of(), 0.51).wants(ALERT)).isFalse();
    }

    @Test
    void inATeamOnlyTheAlertsAreShared() {
        assertThat(ArrivingAlerts.filters("tilewatch/1", "+", "urgent", "+", true, "north"))
                .isEqualTo(List.of("tilewatch/1/+/chip/+/+", "$share/north/tilewatch/1/+/alert/urgent/+/+"));
    }
}
