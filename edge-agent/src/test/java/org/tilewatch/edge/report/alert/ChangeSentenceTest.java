package org.tilewatch.edge.report.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;

final class ChangeSentenceTest {

    @Test
    void saysWhatChangedHowLargeAndSinceWhen() {
        assertThat(ChangeSentence.of(SampleAlerts.event("e1", 1, EventStatus.CONFIRMED), true))
                .isEqualTo("Structure appeared, 1,940 m2, first seen 2026-03-02, seen on 2 looks");
    }

    @Test
    void saysWhereHowSureAndHowItCompares() {
        Details details = new Details(
                "North yard",
                new Measures(0.06, 50, 40, 90),
                Optional.of(new Comparison("Assembly hall 1", 1.64, 0.06)),
                0,
                Fits.NONE,
                0,
                14);

        assertThat(ChangeSentence.of(
                        SampleAlerts.event("e1", 1, EventStatus.CONFIRMED).withDetails(details), true))
                .isEqualTo("Structure appeared in North yard, 1,940 m2 +- 6 %, 164 % of Assembly hall 1, first seen"
                        + " 2026-03-02, seen on 2 looks, not on any of 14 clear looks before");
    }

    @Test
    void countsPixelsWhereTheSiteHasNoGeoreference() {
        assertThat(ChangeSentence.of(SampleAlerts.event("e1", 1, EventStatus.CONFIRMED), false))
                .contains("1,940 px");
    }

    @Test
    void saysThatAnEventIsOverOrWithdrawn() {
        assertThat(ChangeSentence.of(SampleAlerts.event("e1", 2, EventStatus.ENDED), true))
                .isEqualTo("Over: Structure appeared, 1,940 m2, first seen 2026-03-02, last seen 2026-03-09,"
                        + " seen on 2 looks");
        assertThat(ChangeSentence.of(SampleAlerts.event("e1", 2, EventStatus.RETRACTED), true))
                .startsWith("Withdrawn: ");
    }
}
