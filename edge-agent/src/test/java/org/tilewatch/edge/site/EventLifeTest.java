package org.tilewatch.edge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.EventLife.Followed;
import org.tilewatch.edge.site.EventLife.Rules;
import org.tilewatch.edge.site.EventLife.View;

class EventLifeTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");
    private static final Rules RULES = new Rules(2, 2, 3, 5, 0.6, 0.5);

    static final EventLife LIFE = new EventLife(RULES);

    @Test
    void whatIsSeenOnceIsProvisional() {
        Event event = seen(List.of(), 0, at(100, 40, 1.5));

        assertThat(event.status()).isEqualTo(EventStatus.PROVISIONAL);
        assertThat(event.looksSeen()).isEqualTo(1);
        assertThat(event.firstSeen()).isEqualTo(FIRST);
        assertThat(event.tile()).isEqualTo("c0r0");
        assertThat(event.revision()).isZero();
        // Log-odds 1.5
        assertThat(event.score()).isEqualTo(1 / (1 + Math.exp(-1.5)), within(1e-12));
    }

    @Test
    void whatIsSeenAgainIsConfirmedUnderTheSameId() {
        Event first = seen(List.of(), 0, at(100, 40, 1));

        Event second = seen(List.of(first), 1, at(103, 41, 1));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.status()).isEqualTo(EventStatus.CONFIRMED);
        assertThat(second.looksSeen()).isEqualTo(2);
        assertThat(second.firstSeen()).isEqualTo(FIRST);
        assertThat(second.lastSeen()).isEqualTo(day(1));
    }

    @Test
    void whatIsSeenAgainButStaysUnlikelyIsNotConfirmed() {
        Event first = seen(List.of(), 0, at(100, 40, -3));

        Event second = seen(List.of(first), 1, at(100, 40, -3));

        assertThat(second.looksSeen()).isEqualTo(2);
        assertThat(second.status()).isEqualTo(EventStatus.PROVISIONAL);
    }

    @Test
    void whereNoNetworkHasASayMoreEvidenceIsNeeded() {
        EventLife alone = new EventLife(Rules.ALONE);
        EventLife both = new EventLife(Rules.DEFAULT);
        Event first = seen(List.of(), 0, at(100, 40, -0.5));

        assertThat(again(both, first, -1.8).status()).isEqualTo(EventStatus.CONFIRMED);
        assertThat(again(alone, first, -1.8).status()).isEqualTo(EventStatus.PROVISIONAL);
        assertThat(again(alone, first, 0.5).status()).isEqualTo(EventStatus.CONFIRMED);
    }

    private static final View CLEAR = new View(patch -> 1, patch -> 1, patch -> false);

    private static Event again(EventLife life, Event event, double evidence) {
        return life.follow("site", List.of(event), List.of(at(100, 40, evidence)), day(1), CLEAR)
                .seen()
                .getFirst();
    }

    @Test
    void bestOutlineIsKeptOverPoorerOnes() {
        Sighting poor = at(100, 40, 1);
        Sighting good = new Sighting(at(96, 40, 1).outline(), at(96, 40, 1).patch(), Polarity.APPEARED, 77, 1, 50);
        Sighting better = new Sighting(poor.outline(), poor.patch(), Polarity.APPEARED, 88, 1, 70);

        Event first = seen(List.of(), 0, good);
        Event second = seen(List.of(first), 1, poor);
        Event third = seen(List.of(second), 2, better);

        assertThat(second.outline()).isEqualTo(good.outline());
        assertThat(second.areaSquareMetres()).isEqualTo(77);
        assertThat(third.outline()).isEqualTo(better.outline());
        assertThat(third.areaSquareMetres()).isEqualTo(88);
    }

    @Test
    void ofOutlinesThatAreBorneOutAlikeTheUsualAreaIsTold() {
        Sighting usual = fitted(rectangle(96, 40, 10, 10), 50);
        Sighting odd = fitted(rectangle(94, 38, 14, 14), 55);

        Event twice = seen(List.of(seen(List.of(), 0, usual)), 1, usual);
        Event thrice = seen(List.of(twice), 2, odd);
        Event grown = seen(List.of(seen(List.of(thrice), 3, odd)), 4, odd);

        assertThat(thrice.areaSquareMetres()).isEqualTo(usual.areaSquareMetres());
        assertThat(thrice.outline()).isEqualTo(odd.outline());
        assertThat(grown.areaSquareMetres()).isEqualTo(odd.areaSquareMetres());
    }

    private static Sighting fitted(Outline outline, double support) {
        Patch patch = Patch.of(outline);
        return new Sighting(outline, patch, Polarity.APPEARED, patch.size(), 1, support);
    }

    @Test
    void whatAPersonDrewIsKeptOverEveryLooksOwnOutline() {
        Sighting best = new Sighting(at(96, 40, 1).outline(), at(96, 40, 1).patch(), Polarity.APPEARED, 77, 1, 1e9);
        Event event = seen(List.of(), 0, at(100, 40, 1)).corrected(at(98, 40, 1).outline(), 64);

        for (int look = 1; look < 20; look++) {
            event = seen(List.of(event), look, best);
        }

        assertThat(event.areaSquareMetres()).isEqualTo(64);
    }

    @Test
    void aLookThatSawHalfOfItDoesNotMeasureItAnew() {
        Event whole = seen(List.of(), 0, at(100, 40, 1));
        Sighting half = new Sighting(at(105, 40, 1).outline(), at(105, 40, 1).patch(), Polarity.APPEARED, 50, 1, 60);

        Event after = follow(List.of(whole), 1, 0.8, half).seen().getFirst();
        Event later = follow(List.of(after), 2, 1.0, half).seen().getFirst();

        assertThat(after.areaSquareMetres()).isEqualTo(whole.areaSquareMetres());
        assertThat(after.outline()).isEqualTo(whole.outline());
        assertThat(after.looksSeen()).isEqualTo(2);
        assertThat(later.areaSquareMetres()).isEqualTo(50);
    }

    @Test
    void aPieceOfWhatWasSeenTwiceIsNoSmallerThing() {
        Event twice = seen(List.of(seen(List.of(), 0, at(100, 40, 1))), 1, at(100, 40, 1));
        Sighting piece =
                new Sighting(rectangle(104, 42, 6, 6), Patch.of(rectangle(104, 42, 6, 6)), Polarity.APPEARED, 9, 1, 60);

        Event after = seen(List.of(twice), 2, piece);

        assertThat(after.id()).isEqualTo(twice.id());
        assertThat(after.areaSquareMetres()).isEqualTo(twice.areaSquareMetres());
    }

    @Test
    void aSplinterWithinAHallDoesNotTakeItsPlace() {
        Event hall = seen(List.of(), 0, at(100, 40, 1));
        Outline small = rectangle(104, 42, 3, 3);
        Event splinter = seen(List.of(), 0, new Sighting(small, Patch.of(small), Polarity.APPEARED, 2, 1));

        assertThat(seen(List.of(splinter, hall), 1, at(100, 40, 1)).id()).isEqualTo(hall.id());
    }

    private static Outline rectangle(int x, int y, int width, int height) {
        return new Outline(List.of(new double[] {
            x + 0.5, y + 0.5, x + width - 0.5, y + 0.5, x + width - 0.5, y + height - 0.5, x + 0.5, y + height - 0.5
        }));
    }

    @Test
    void evidenceAddsUp() {
        Event first = seen(List.of(), 0, at(100, 40, 1));
        Event second = seen(List.of(first), 1, at(100, 40, 1));
        Event faint = seen(List.of(first), 1, at(100, 40, -2));

        assertThat(second.score()).isGreaterThan(first.score());
        assertThat(faint.score()).isLessThan(second.score());
    }

    @Test
    void somethingElsewhereIsAnotherEvent() {
        Event first = seen(List.of(), 0, at(100, 40, 1));

        Followed followed = follow(List.of(first), 1, 1.0, at(300, 40, 1));

        assertThat(followed.seen())
                .singleElement()
                .satisfies(other -> assertThat(other.id()).isNotEqualTo(first.id()));
        assertThat(followed.unseen()).singleElement().satisfies(missed -> {
            assertThat(missed.id()).isEqualTo(first.id());
            assertThat(missed.looksMissed()).isEqualTo(1);
            assertThat(missed.status()).isEqualTo(EventStatus.PROVISIONAL);
        });
    }

    @Test
    void clearLooksWithoutItEndAProvisionalEvent() {
        Event event = seen(List.of(), 0, at(100, 40, 1));

        Event once = follow(List.of(event), 1, 1.0).unseen().getFirst();
        Event twice = follow(List.of(once), 2, 1.0).unseen().getFirst();

        assertThat(once.status()).isEqualTo(EventStatus.PROVISIONAL);
        assertThat(twice.status()).isEqualTo(EventStatus.ENDED);
        assertThat(twice.lastSeen()).isEqualTo(FIRST);
    }

    @Test
    void aConfirmedEventEndsByItsOwnRule() {
        Event event = seen(List.of(seen(List.of(), 0, at(100, 40, 1))), 1, at(100, 40, 1));

        List<EventStatus> statuses = new ArrayList<>();
        for (int look = 2; look < 5; look++) {
            event = follow(List.of(event), look, 1.0).unseen().getFirst();
            statuses.add(event.status());
        }

        assertThat(statuses).containsExactly(EventStatus.CONFIRMED, EventStatus.CONFIRMED, EventStatus.ENDED);
    }

    @Test
    void whatIsHiddenIsNotMissed() {
        Event event = seen(List.of(), 0, at(100, 40, 1));

        assertThat(follow(List.of(event), 1, 0.5).unseen()).isEmpty();
        assertThat(follow(List.of(event), 1, 0.9).unseen()).hasSize(1);
    }

    @Test
    void seeingItAgainForgetsTheMisses() {
        Event event = seen(List.of(), 0, at(100, 40, 1));
        Event missed = follow(List.of(event), 1, 1.0).unseen().getFirst();

        Event back = seen(List.of(missed), 2, at(100, 40, 1));

        assertThat(back.id()).isEqualTo(event.id());
        assertThat(back.looksMissed()).isZero();
        assertThat(back.looksSeen()).isEqualTo(2);
    }

    @Test
    void whatStaysLongBelongsToTheBaseline() {
        Event event = seen(List.of(), 0, at(100, 40, 1));
        for (int look = 1; look < 4; look++) {
            event = seen(List.of(event), look, at(100, 40, 1));
            assertThat(event.status()).isEqualTo(EventStatus.CONFIRMED);
        }

        event = seen(List.of(event), 4, at(100, 40, 1));

        assertThat(event.looksSeen()).isEqualTo(5);
        assertThat(event.status()).isEqualTo(EventStatus.ABSORBED);
        assertThat(event.status().open()).isFalse();
    }

    @Test
    void noIdIsEverUsedTwice() {
        Set<String> ids = new HashSet<>();
        int begun = 0;
        for (int look = 0; look < 20; look++) {
            // Three in one tile, one in the next; never continued.
            for (Event event : follow(List.of(), look, 1, at(0, 0, 1), at(90, 0, 1), at(0, 90, 1), at(300, 0, 1))
                    .seen()) {
                ids.add(event.id());
                begun++;
            }
        }

        assertThat(ids).hasSize(begun);
    }

    @Test
    void eachSightingContinuesTheEventItSharesMostWith() {
        Event left = seen(List.of(), 0, at(100, 40, 1));
        Event right = seen(List.of(), 1, at(115, 40, 1));

        for (List<Event> open : List.of(List.of(left, right), List.of(right, left))) {
            List<Event> seen =
                    follow(open, 2, 1, at(114, 40, 1), at(101, 40, 1)).seen();
            assertThat(seen).extracting(Event::id).containsExactly(right.id(), left.id());
        }
    }

    static Event seen(List<Event> open, int look, Sighting sighting) {
        return follow(open, look, 1.0, sighting).seen().getFirst();
    }

    static Followed follow(List<Event> open, int look, double observed, Sighting... sightings) {
        View view = new View(patch -> observed, patch -> observed, patch -> false);
        return LIFE.follow("port", open, List.of(sightings), day(look), view);
    }

    static Instant day(int look) {
        return FIRST.plus(Duration.ofDays(look));
    }

    /** 20 by 10 pixels. */
    static Sighting at(double x, double y, double evidence) {
        Outline outline = new Outline(
                List.of(new double[] {x + 0.5, y + 0.5, x + 19.5, y + 0.5, x + 19.5, y + 9.5, x + 0.5, y + 9.5}));
        return new Sighting(outline, Patch.of(outline), Polarity.APPEARED, 50, evidence);
    }
}
