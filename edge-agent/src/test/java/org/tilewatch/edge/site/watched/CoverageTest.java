package org.tilewatch.edge.site.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.watched.Coverage.Seen;

final class CoverageTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void blindSinceTheFirstLookThatDidNotSeeIt() {
        Coverage coverage = Coverage.first("works", new Seen("gate", 1), FIRST)
                .after(new Seen("gate", 0.2), day(3))
                .after(new Seen("gate", 0), day(5));

        assertThat(coverage.lastClear()).contains(FIRST);
        assertThat(coverage.blindSince()).contains(day(3));
        assertThat(coverage.observedFraction()).isZero();
        assertThat(coverage.looks()).isEqualTo(3);
        assertThat(coverage.clearLooks()).isEqualTo(1);
        assertThat(coverage.daysBlind(day(6))).isCloseTo(6, within(1e-9));
    }

    @Test
    void clearLookEndsBlindness() {
        Coverage coverage = Coverage.first("works", new Seen("", 0), FIRST).after(new Seen("", 0.9), day(2));

        assertThat(coverage.lastClear()).contains(day(2));
        assertThat(coverage.blindSince()).isEmpty();
    }

    @Test
    void neverSeenIsUnknownNotUnchanged() {
        Coverage coverage = Coverage.first("works", new Seen("", 0.5), FIRST);

        assertThat(coverage.lastClear()).isEmpty();
        assertThat(coverage.blindSince()).contains(FIRST);
        assertThat(coverage.daysBlind(day(9))).isNaN();
    }

    @Test
    void lateLookCountsButDoesNotSayHowThingsAreNow() {
        Coverage coverage = Coverage.first("works", new Seen("", 0.1), day(4)).after(new Seen("", 1), FIRST);

        assertThat(coverage.lastLook()).isEqualTo(day(4));
        assertThat(coverage.observedFraction()).isEqualTo(0.1);
        assertThat(coverage.blindSince()).contains(day(4));
        assertThat(coverage.lastClear()).contains(FIRST);
        assertThat(coverage.clearLooks()).isEqualTo(1);
    }

    private static Instant day(int day) {
        return FIRST.plusSeconds(86_400L * day);
    }
}
