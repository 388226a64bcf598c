package org.tilewatch.edge.site.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.pace.Phase.Begun;

final class PhaseTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");

    private final List<Pace> series = new ArrayList<>();

    private static Instant week(int week) {
        return FIRST.plus(Duration.ofDays(7L * week));
    }

    private PhaseTest weeks(int count, double disturbed, double built, double texture) {
        for (int i = 0; i < count; i++) {
            series.add(new Pace("yard", week(series.size()), disturbed, built, 0, 0, 0, 0, texture));
        }
        return this;
    }

    @Test
    void goesFromClearedGroundOverWorkToWhatLooksAlikeFourTimes() {
        weeks(3, 0, 0, 0)
                .weeks(2, 900, 0, 3)
                .weeks(1, 0, 700, 30)
                .weeks(1, 0, 720, 12)
                .weeks(4, 0, 700, 4);

        assertThat(Phase.of(series))
                .containsExactly(
                        new Begun(Phase.NONE, week(0)),
                        new Begun(Phase.SITE_PREPARATION, week(3)),
                        new Begun(Phase.ACTIVE_CONSTRUCTION, week(5)),
                        new Begun(Phase.FINISHED, week(7)));
    }

    @Test
    void threeLooksAlikeAreNotYetFinished() {
        weeks(1, 0, 0, 0).weeks(3, 0, 700, 4);

        assertThat(Phase.of(series).getLast().phase()).isEqualTo(Phase.ACTIVE_CONSTRUCTION);
    }

    @Test
    void whatStoodThereFinishedWhenFirstSeenWasNeverUnderConstruction() {
        weeks(1, 0, 0, 0).weeks(5, 0, 700, 4);

        assertThat(Phase.of(series))
                .containsExactly(new Begun(Phase.NONE, week(0)), new Begun(Phase.FINISHED, week(1)));
    }

    @Test
    void whatStillGrowsIsNotFinished() {
        weeks(1, 0, 0, 0);
        for (int i = 1; i <= 6; i++) {
            weeks(1, 0, 300 * i, 4);
        }

        assertThat(Phase.of(series).getLast().phase()).isEqualTo(Phase.ACTIVE_CONSTRUCTION);
    }

    @Test
    void patchSmallerThanAHouseIsNoWork() {
        weeks(4, 90, 0, 3);

        assertThat(Phase.of(series)).containsExactly(new Begun(Phase.NONE, week(0)));
    }

    @Test
    void isWrittenAndSpokenAsThePeopleOfTheFieldDo() {
        assertThat(Phase.SITE_PREPARATION.written()).isEqualTo("site-preparation");
        assertThat(Phase.SITE_PREPARATION.spoken()).isEqualTo("site preparation");
        assertThat(Phase.NONE.spoken()).isEqualTo("no activity");
    }
}
