package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.store.OrderBook.Change;
import org.tilewatch.edge.store.OrderBook.Review;
import org.tilewatch.edge.store.OrderBook.Revised;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.coarse.CoarseJudge;
import org.tilewatch.edge.watch.coarse.CoarseProfile;
import org.tilewatch.edge.watch.coarse.Maps;
import org.tilewatch.edge.watch.look.Judgement;

/** Pictures of 100 m pixels, years apart, of a forest through which a river wanders: short-wave infrared, near infrared, red. */
class CoarseOverLooksTest {

    private static final int SIDE = 100;
    private static final int[] FOREST = {90, 190, 25};
    private static final int[] RIVER = {4, 40, 30};

    @TempDir
    private Path folder;

    private Store store;
    private Screening screening;
    private int files;

    @BeforeEach
    void open() throws IOException {
        Natives.load();
        store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, Clock.systemUTC());
        CoarseProfile profile = CoarseProfile.of(2, List.of(SpectralBand.SWIR, SpectralBand.NIR, SpectralBand.RED));
        CoarseJudge judge = new CoarseJudge(store, profile, Optional.empty(), Maps.all(folder.resolve("maps")));
        screening = new Screening(store, new Decoder(Caps.DEFAULT), judge, new SiteNames(List.of(), true));
    }

    @AfterEach
    void close() throws IOException {
        screening.close();
        store.close();
    }

    /** A picture of a year, the river 8 pixels wide from here on. */
    private Judgement picture(int year, int river) throws IOException {
        DrawnTiff tiff = new DrawnTiff(SIDE, SIDE, 3, (x, y, band) -> {
            int grain = Math.floorMod(31 * x + 17 * y + 7 * x * y, 9) - 4;
            return (x >= river && x < river + 8 ? RIVER : FOREST)[band] + grain;
        });
        Path file = tiff.place(32718, 520_000, 9_070_000, 100, 100).write(folder.resolve("bend_" + year + ".tif"));
        Screening.Result result = screening.screen(new Screening.Candidate(
                file, String.valueOf(file.getFileName()), "bend", DrawnLooks.FIRST, "sha" + files++, Optional.empty()));
        return ((Screening.Result.Settled) result).judgements().getFirst();
    }

    private static List<Event> told(Judgement look) {
        return look.objects().stream()
                .filter(Judgement.Seen::alert)
                .map(Judgement.Seen::event)
                .filter(event -> event.status() == EventStatus.CONFIRMED)
                .toList();
    }

    private static int year(Event event) {
        return event.firstSeen().atZone(ZoneOffset.UTC).getYear();
    }

    @Test
    void aRiverThatMovesIsToldWithTheDateOnWhichEachPartIsSeenFirst() throws IOException {
        picture(1985, 30);
        picture(1990, 42);
        List<Event> first = told(picture(1995, 54));
        List<Event> second = told(picture(2000, 54));

        assertThat(first)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(year(event)).isEqualTo(1990));
        assertThat(second)
                .filteredOn(event -> event.looksSeen() == 2)
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.kind()).isEqualTo(Kind.WATER);
                    assertThat(year(event)).isEqualTo(1995);
                });
    }

    @Test
    void aRiverThatMovesAndStaysIsTheBaselineFromTheThirdPictureOfItOn() throws IOException {
        picture(1985, 30);
        picture(1990, 50);
        assertThat(told(picture(1995, 50))).hasSize(2);
        assertThat(picture(2000, 50).objects())
                .extracting(seen -> seen.event().status())
                .containsOnly(EventStatus.ABSORBED);
        assertThat(picture(2005, 50).objects()).isEmpty();
    }

    @Test
    void whatWasRejectedIsNotToldAgain() throws IOException {
        picture(1985, 30);
        picture(1990, 50);
        for (Event event : told(picture(1995, 50))) {
            Change change = Change.NONE
                    .reviewed(new Review(event.id(), false, "kim", ""))
                    .revised(List.of(new Revised(event, event.withStatus(EventStatus.RETRACTED))), List.of());
            assertThat(store.orders().carry(change)).isTrue();
        }

        assertThat(picture(2000, 50).objects()).isEmpty();
        assertThat(picture(2005, 50).objects()).isEmpty();
    }

    @Test
    void aPlaceWhereAnotherKindWasRejectedIsToldAllTheSame() throws IOException {
        picture(1985, 30);
        picture(1990, 50);
        for (Event event : told(picture(1995, 50))) {
            Event scar = event.withKind(Kind.BURN).withStatus(EventStatus.RETRACTED);
            Change change = Change.NONE
                    .reviewed(new Review(event.id(), false, "kim", ""))
                    .revised(List.of(new Revised(event, scar)), List.of());
            assertThat(store.orders().carry(change)).isTrue();
        }

        assertThat(picture(2000, 50).objects())
                .extracting(seen -> seen.event().kind())
                .containsExactly(Kind.WATER, Kind.WATER);
    }

    @Test
    void aPieceThatJoinedALargerEventIsNoRejection() throws IOException {
        picture(1985, 30);
        picture(1990, 50);
        Event event = told(picture(1995, 50)).getFirst();
        Change change = Change.NONE.revised(
                List.of(new Revised(
                        event, event.withStatus(EventStatus.RETRACTED).withScore(0))),
                List.of());
        assertThat(store.orders().carry(change)).isTrue();

        assertThat(picture(2000, 50).objects()).hasSize(2);
    }

    @Test
    void theMapShowsWhatIsUnderWaterInBlueAndWhatFellDryInTurquoise() throws IOException {
        picture(1985, 30);
        picture(1990, 50);
        picture(1995, 50);

        BufferedImage map =
                ImageIO.read(folder.resolve("maps/bend-19950101T000000Z.jpg").toFile());
        int scale = 5; // of the grid's tiles that hold the picture, 128 pixels
        Color came = new Color(map.getRGB(54 * scale, 60 * scale));
        Color went = new Color(map.getRGB(34 * scale, 60 * scale));
        Color forest = new Color(map.getRGB(80 * scale, 60 * scale));
        assertThat(came.getBlue()).isGreaterThan(came.getRed() + 150);
        assertThat(went.getGreen()).isGreaterThan(went.getRed() + 100);
        assertThat(went.getBlue()).isGreaterThan(went.getRed() + 100);
        assertThat(forest.getGreen()).isGreaterThan(forest.getBlue() + 40);
    }
}
