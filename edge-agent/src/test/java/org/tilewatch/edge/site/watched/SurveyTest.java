package org.tilewatch.edge.site.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Fits.Fit;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.ground.GroundFrame;

/** A hall of 100 x 60 pixels whose edges stand out by three. */
final class SurveyTest {

    private static final Outline HALL = new Outline(List.of(new double[] {0, 0, 100, 0, 100, 60, 0, 60}));
    private static final double SUPPORT = 3 * Math.sqrt(6000);
    /** Of the outline's edges, 0.7 pixels off. */
    private static final double EDGES = 0.7 * 320 / 6000;

    @Test
    void oneLooksOutlineIsToldAsUnsure() {
        assertThat(error(new Fits(List.of(new Fit(6000, SUPPORT)))))
                .isEqualTo(Math.hypot(EDGES, 1.2 / 9), within(0.01));
    }

    @Test
    void looksThatAgreeAreSurerByWhatTheyLieApart() {
        double alike = error(new Fits(List.of(new Fit(5900, SUPPORT), new Fit(6000, SUPPORT), new Fit(6020, SUPPORT))));
        double apart = error(new Fits(List.of(new Fit(5400, SUPPORT), new Fit(6000, SUPPORT), new Fit(6600, SUPPORT))));

        assertThat(alike).isBetween(0.04, 0.08);
        assertThat(apart).isEqualTo(0.2, within(0.02));
    }

    @Test
    void poorlyBorneOutLooksHaveNoSay() {
        double worse = SUPPORT / 2;

        assertThat(error(new Fits(List.of(new Fit(12_000, worse), new Fit(6000, SUPPORT), new Fit(6020, SUPPORT)))))
                .isLessThan(0.08);
    }

    private static double error(Fits fits) {
        Event event = new Event(
                "e1",
                "works",
                "c0r0",
                1,
                EventStatus.CONFIRMED,
                Polarity.APPEARED,
                Kind.STRUCTURE,
                Instant.EPOCH,
                Instant.EPOCH,
                3,
                0,
                6000,
                0.9,
                HALL,
                Details.NONE.withSupport(SUPPORT, fits));
        return new Survey(SitePlan.empty(), GroundFrame.ofPixels())
                .surveyed(event, Patch.of(HALL), Optional.empty(), List.of())
                .details()
                .measures()
                .areaErrorFraction();
    }
}
