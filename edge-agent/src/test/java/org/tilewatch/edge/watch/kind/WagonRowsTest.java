package org.tilewatch.edge.watch.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;

/** Pixels of half a metre: a wagon's body is 26 x 6 of them, its step 28. */
final class WagonRowsTest {

    private static Candidate wagon(double x, double y, double strength) {
        return new Candidate(
                new Outline(List.of(new double[] {x, y, x + 26, y, x + 26, y + 6, x, y + 6})),
                Polarity.APPEARED,
                156,
                strength,
                5,
                0.5,
                Optional.empty(),
                false);
    }

    private static List<Candidate> joined(List<Candidate> found) {
        return WagonRows.joined(found, any -> true, 0.5);
    }

    @Test
    void wagonsInOneLineAreOneRowAlsoWhereOneCannotBeSeen() {
        List<Candidate> row = joined(List.of(wagon(84, 0, 30), wagon(0, 0, 20), wagon(28, 0, 10)));

        assertThat(row).hasSize(1);
        assertThat(Patch.box(row.getFirst().outline()).width() * 0.5).isCloseTo(55, within(1.0));
        assertThat(row.getFirst().strength()).isCloseTo(Math.sqrt(1400), within(1e-9));
    }

    @Test
    void whatStandsOnAnotherTrackOrFarAheadIsAnotherRow() {
        assertThat(joined(List.of(wagon(0, 0, 30), wagon(10, 12, 20)))).hasSize(2);
        assertThat(joined(List.of(wagon(0, 0, 30), wagon(80, 0, 20)))).hasSize(2);
    }

    @Test
    void offTheRailsNothingIsJoined() {
        List<Candidate> found = List.of(wagon(0, 0, 30), wagon(28, 0, 20));

        assertThat(WagonRows.joined(found, any -> false, 0.5)).isEqualTo(found);
    }
}
