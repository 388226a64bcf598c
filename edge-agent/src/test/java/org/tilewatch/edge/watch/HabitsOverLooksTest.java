package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.store.OrderBook.Change;
import org.tilewatch.edge.store.OrderBook.Review;
import org.tilewatch.edge.store.OrderBook.Reviewed;
import org.tilewatch.edge.store.OrderBook.Revised;
import org.tilewatch.edge.watch.look.Judgement;

/** A place at which something stands on some looks and not on others. */
class HabitsOverLooksTest {

    @TempDir
    private Path folder;

    private ScreenedSite site;
    private int day;

    @BeforeEach
    void learn() throws IOException {
        site = new ScreenedSite(folder);
        site.learn(6);
        day = 6;
    }

    @AfterEach
    void close() throws IOException {
        site.close();
    }

    private Judgement built() throws IOException {
        return site.settled(DrawnLooks.write(folder, "port", day++, ScreenedSite.BUILT));
    }

    private Event cameAndWent() throws IOException {
        Event event = ScreenedSite.strongest(built());
        while (site.store().event(event.id()).orElseThrow().status() != EventStatus.ENDED) {
            site.settled(DrawnLooks.write(folder, "port", day++, ScreenedSite.GROUND));
        }
        return site.store().event(event.id()).orElseThrow();
    }

    private void review(Event event, boolean accepted) throws IOException {
        Event after = accepted ? event : event.withStatus(EventStatus.RETRACTED);
        Change change = Change.NONE
                .reviewed(new Review(event.id(), accepted, "kim", ""))
                .revised(List.of(new Revised(event, after)), List.of());
        assertThat(site.store().orders().carry(change)).isTrue();
    }

    @Test
    void whatCameAndWentTwiceIsLessSureTheThirdTime() throws IOException {
        cameAndWent();
        Judgement.Seen second = built().objects().getFirst();
        while (!site.store().openEvents("port").isEmpty()) {
            site.settled(DrawnLooks.write(folder, "port", day++, ScreenedSite.GROUND));
        }
        Judgement.Seen third = built().objects().getFirst();

        assertThat(second.explain()).doesNotContainKey("restless_place");
        assertThat(third.explain()).containsEntry("restless_place", -1.0);
        assertThat(third.event().score()).isLessThan(second.event().score());
    }

    @Test
    void whatCameAndWentIsToldWhenASecondLookShowsItAgain() throws IOException {
        cameAndWent();
        built();

        assertThat(built().settlement().reports()).hasSize(1);
    }

    @Test
    void whatPeopleRejectedIsNotToldAgainAtItsPlace() throws IOException {
        Event event = cameAndWent();
        assertThat(event.score()).isGreaterThan(0.5);
        review(event, false);

        for (int look = 0; look < 3; look++) {
            assertThat(built().settlement().reports()).isEmpty();
        }
    }

    @Test
    void reviewsOfASiteAreTheLatestOfEachOfItsEvents() throws IOException {
        Event event = cameAndWent();
        review(event, true);
        review(event, false);

        assertThat(site.store().orders().reviews("port")).containsExactly(new Reviewed(false, event.score()));
        assertThat(site.store().orders().reviews("quay")).isEmpty();
        assertThat(site.store().orders().review(event.id()))
                .map(Review::reviewer)
                .isEqualTo(Optional.of("kim"));
    }
}
