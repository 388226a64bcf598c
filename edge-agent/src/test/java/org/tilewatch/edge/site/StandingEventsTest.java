package org.tilewatch.edge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.site.EventLifeTest.LIFE;
import static org.tilewatch.edge.site.EventLifeTest.at;
import static org.tilewatch.edge.site.EventLifeTest.day;
import static org.tilewatch.edge.site.EventLifeTest.seen;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.EventLife.Followed;
import org.tilewatch.edge.site.EventLife.View;

/** Events that no sighting continues, and what their outlines become. */
class StandingEventsTest {

    @Test
    void aConfirmedEventWhosePlaceStillDiffersIsSeenAgainWithItsOutlineAndScore() {
        Event confirmed = confirmed();

        Followed after = LIFE.follow(
                "port", List.of(confirmed), List.of(), day(2), new View(patch -> 1, patch -> 1, patch -> true));

        assertThat(after.unseen()).isEmpty();
        Event standing = after.standing().getFirst();
        assertThat(standing.lastSeen()).isEqualTo(day(2));
        assertThat(standing.looksSeen()).isEqualTo(confirmed.looksSeen() + 1);
        assertThat(standing.score()).isEqualTo(confirmed.score());
        assertThat(standing.outline()).isEqualTo(confirmed.outline());
    }

    @Test
    void aLikelyEventIsConfirmedByItsPlaceAlone() {
        Event once = seen(List.of(), 0, at(100, 40, 2));

        Followed after =
                LIFE.follow("port", List.of(once), List.of(), day(1), new View(patch -> 1, patch -> 1, patch -> true));

        assertThat(after.unseen()).isEmpty();
        assertThat(after.standing()).extracting(Event::status).containsExactly(EventStatus.CONFIRMED);
    }

    @Test
    void aDoubtfulEventIsNotConfirmedByItsPlaceAlone() {
        Event once = seen(List.of(), 0, at(100, 40, -2));

        Followed after =
                LIFE.follow("port", List.of(once), List.of(), day(1), new View(patch -> 1, patch -> 1, patch -> true));

        assertThat(after.standing()).isEmpty();
        assertThat(after.unseen()).extracting(Event::looksMissed).containsExactly(1);
    }

    @Test
    void aLookThatCannotCompareThePlaceOfALikelyEventDoesNotMissIt() {
        Event confirmed = confirmed();

        Followed after = LIFE.follow(
                "port", List.of(confirmed), List.of(), day(2), new View(patch -> 1, patch -> 0.5, patch -> false));

        assertThat(after.standing()).isEmpty();
        assertThat(after.unseen()).isEmpty();
    }

    @Test
    void whatAnotherSightingTookIsNotListedTwice() {
        Event confirmed = confirmed();
        Event other = seen(List.of(), 1, at(102, 40, 2));

        Followed after = LIFE.follow(
                "port",
                List.of(other, confirmed),
                List.of(at(102, 40, 2)),
                day(2),
                new View(patch -> 1, patch -> 1, patch -> true));

        assertThat(after.seen()).extracting(Event::id).containsExactly(other.id());
        assertThat(after.standing()).isEmpty();
    }

    @Test
    void whatIsGoneDoesNotShrink() {
        Sighting whole = new Sighting(at(100, 40, 1).outline(), at(100, 40, 1).patch(), Polarity.VANISHED, 60, 1);
        Sighting part = new Sighting(at(104, 40, 1).outline(), at(104, 40, 1).patch(), Polarity.VANISHED, 40, 1);

        Event after = seen(List.of(seen(List.of(), 0, whole)), 1, part);

        assertThat(after.areaSquareMetres()).isEqualTo(60);
        assertThat(after.outline()).isEqualTo(whole.outline());
    }

    @Test
    void wagonsAreAsManyAsTheLastLookShows() {
        Sighting longTrain =
                new Sighting(at(100, 40, 1).outline(), at(100, 40, 1).patch(), Polarity.APPEARED, 60, 1, 50);
        Sighting shortTrain =
                new Sighting(at(104, 40, 1).outline(), at(104, 40, 1).patch(), Polarity.APPEARED, 40, 1);
        Event before = seen(List.of(), 0, longTrain).withKind(Kind.WAGONS);

        assertThat(seen(List.of(before), 1, shortTrain).areaSquareMetres()).isEqualTo(40);
        assertThat(seen(List.of(before.withKind(Kind.STRUCTURE)), 1, shortTrain).areaSquareMetres())
                .isEqualTo(60);
    }

    private Event confirmed() {
        Event event = seen(List.of(seen(List.of(), 0, at(100, 40, 2))), 1, at(100, 40, 2));
        assertThat(event.status()).isEqualTo(EventStatus.CONFIRMED);
        return event;
    }
}
