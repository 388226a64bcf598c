package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.watch.look.Judgement;

class EventsOverLooksTest {

    @TempDir
    private Path folder;

    private ScreenedSite site;

    @BeforeEach
    void open() throws IOException {
        site = new ScreenedSite(folder);
    }

    @AfterEach
    void close() throws IOException {
        site.close();
    }

    @Test
    void aNewBuildingIsSeenThenConfirmedAndReported() throws IOException {
        site.learn(6);

        Judgement first = site.settled(DrawnLooks.write(folder, "port", 6, ScreenedSite.BUILT));
        Judgement second = site.settled(DrawnLooks.write(folder, "port", 7, ScreenedSite.BUILT));

        Event seen = ScreenedSite.strongest(first);
        Event again = ScreenedSite.strongest(second);
        assertThat(seen.status()).isEqualTo(EventStatus.PROVISIONAL);
        assertThat(again.status()).isEqualTo(EventStatus.CONFIRMED);
        assertThat(again.id()).isEqualTo(seen.id());
        assertThat(second.verdict()).isEqualTo("changed");
        assertThat(second.score()).isGreaterThan(0.9);
        // 384 pixels of a quarter of a square metre; up to two pixels more all round.
        assertThat(again.areaSquareMetres()).isBetween(0.75 * 96, 28 * 20 * 0.25);
        assertThat(second.settlement().reports())
                .singleElement()
                .satisfies(report -> assertThat(report.severity()).isEqualTo(Severity.URGENT));
        assertThat(site.store().openEvents("port")).extracting(Event::id).contains(again.id());
    }

    @Test
    void anObjectIsToldWhereItLiesInTheFileAndOnEarth() throws IOException {
        site.learn(6);
        Judgement look = site.settled(DrawnLooks.write(folder, "port", 6, ScreenedSite.BUILT));

        Judgement.Seen object = look.objects().getFirst();

        double[] middle = ScreenedSite.middle(object.pixels());
        // (152, 108) on the ground, and this day's look lies where its light says; pixel centres count from 0.
        assertThat(middle[0]).isEqualTo(151.5 + DrawnSite.day(6).dx(), within(2.0));
        assertThat(middle[1]).isEqualTo(107.5 + DrawnSite.day(6).dy(), within(2.0));
        double[] corner = {DrawnLooks.LEFT + 76, DrawnLooks.TOP - 54};
        new Projections().of(32652).orElseThrow().toLonLat(corner);
        double[] onEarth = ScreenedSite.middle(object.geometry().orElseThrow().outer());
        // 1e-5 of a degree is about a metre.
        assertThat(onEarth[0]).isEqualTo(corner[0], within(1.5e-5));
        assertThat(onEarth[1]).isEqualTo(corner[1], within(1.5e-5));
    }

    @Test
    void aBuildingThatIsGoneAgainEndsItsEvent() throws IOException {
        site.learn(6);
        String id = ScreenedSite.strongest(site.settled(DrawnLooks.write(folder, "port", 6, ScreenedSite.BUILT)))
                .id();

        List<EventStatus> told = new ArrayList<>();
        for (int day = 7; day < 10; day++) {
            site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.GROUND)).objects().stream()
                    .filter(object -> object.event().id().equals(id))
                    .forEach(object -> told.add(object.event().status()));
        }

        assertThat(told).containsExactly(EventStatus.ENDED);
        assertThat(site.store().event(id).orElseThrow().status()).isEqualTo(EventStatus.ENDED);
    }

    @Test
    void aBuildingThatStaysIsOneEventUntilItBelongsToTheBaseline() throws IOException {
        site.learn(6);
        List<Event> told = new ArrayList<>();
        for (int day = 6; day < 18; day++) {
            told.add(ScreenedSite.strongest(site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.BUILT))));
        }
        assertThat(told).extracting(Event::id).containsOnly(told.getFirst().id());
        assertThat(told.subList(1, 11)).extracting(Event::status).containsOnly(EventStatus.CONFIRMED);
        assertThat(told.getLast().status()).isEqualTo(EventStatus.ABSORBED);

        for (int day = 18; day < 24; day++) {
            Judgement look = site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.BUILT));
            assertThat(look.verdict()).isEqualTo("unchanged");
        }
        Judgement gone = site.settled(DrawnLooks.write(folder, "port", 24, ScreenedSite.GROUND));
        assertThat(ScreenedSite.strongest(gone).id())
                .isNotEqualTo(told.getFirst().id());
        assertThat(ScreenedSite.strongest(gone).areaSquareMetres()).isBetween(0.75 * 96, 28 * 20 * 0.25);
    }

    @Test
    void anEventUnderCloudStaysAsItWas() throws IOException {
        site.learn(6);
        Event before = ScreenedSite.strongest(site.settled(DrawnLooks.write(folder, "port", 6, ScreenedSite.BUILT)));

        for (int day = 7; day < 11; day++) {
            site.settled(DrawnLooks.cloudy(folder, "port", day));
        }

        assertThat(site.store().event(before.id()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(before);
    }
}
