package org.tilewatch.edge.watch.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.store.OrderBook.Reviewed;

class HabitsTest {

    private static final Patch BAY = box(10);
    private static final Patch ELSEWHERE = box(100);

    private static Patch box(double left) {
        return Patch.of(new Outline(List.of(new double[] {left, 10, left + 8, 10, left + 8, 14, left, 14})));
    }

    private static Habits ended(int times) {
        return new Habits(Collections.nCopies(times, BAY), List.of(), 0);
    }

    @Test
    void whatCameAndWentOnceSpeaksAgainstNothing() {
        assertThat(ended(1).against(BAY)).isZero();
    }

    @Test
    void eachFurtherComingAndGoingSpeaksAgainstThePlaceUpToALimit() {
        assertThat(ended(2).against(BAY)).isEqualTo(1);
        assertThat(ended(3).against(BAY)).isEqualTo(2);
        assertThat(ended(50).against(BAY)).isEqualTo(4);
        assertThat(ended(50).against(ELSEWHERE)).isZero();
    }

    @Test
    void rejectionSpeaksAgainstItsPlaceAtOnce() {
        Habits habits = new Habits(List.of(), List.of(BAY), 0);

        assertThat(habits.against(BAY)).isEqualTo(8);
        assertThat(habits.against(ELSEWHERE)).isZero();
    }

    @Test
    void somethingLargerThanWhatWasRejectedIsSomethingElse() {
        Patch hall = Patch.of(new Outline(List.of(new double[] {10, 10, 40, 10, 40, 30, 10, 30})));

        assertThat(new Habits(List.of(), List.of(BAY), 0).against(hall)).isZero();
    }

    @Test
    void withoutReviewsNothingLeans() {
        assertThat(Habits.leaning(List.of())).isZero();
    }

    @Test
    void rejectionsOfWhatWasToldAsSureLeanFarAndAcceptanceOfItLittle() {
        double rejected = Habits.leaning(Collections.nCopies(10, new Reviewed(false, 0.9)));
        double accepted = Habits.leaning(Collections.nCopies(10, new Reviewed(true, 0.9)));

        // Where the derivative of the logarithm of the likelihood and of the prior is 0.
        assertThat(10 / (1 + Math.exp(-(Math.log(9) + rejected)))).isEqualTo(-rejected, within(1e-6));
        assertThat(10 / (1 + Math.exp(Math.log(9) + accepted))).isEqualTo(accepted, within(1e-6));
        assertThat(rejected).isLessThan(-2);
        assertThat(accepted).isBetween(0.0, 1.0);
    }

    @Test
    void reviewsThatBearTheToldProbabilityOutLeanNowhere() {
        List<Reviewed> asTold = List.of(
                new Reviewed(true, 0.75),
                new Reviewed(true, 0.75),
                new Reviewed(true, 0.75),
                new Reviewed(false, 0.75));

        assertThat(Habits.leaning(asTold)).isEqualTo(0, within(1e-9));
    }
}
