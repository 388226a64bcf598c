package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.tilewatch.edge.detect.Detector.Views;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.file.HistoryTile;

/** A crane, 20 DN darker than the ground, stood at the middle of the window; the newest look shows bare ground. */
class OnsetTest {

    private static final int EDGE = 40;
    private static final Instant NOW = Instant.parse("2026-07-17T02:00:00Z");
    private static final int GROUND = 120;
    private static final int CRANE = 100;
    private static final int CLEAR_LOOKS = 11;

    private final List<Mat> mats = new ArrayList<>();
    private final Random random = new Random(5);
    private History history;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        history = new History();
    }

    @AfterEach
    void close() {
        history.close();
        mats.forEach(Mat::release);
    }

    @Test
    void looksThatShowedItUnfoundTellSinceWhen() {
        remember(GROUND, GROUND, CRANE, CRANE, CRANE, CRANE);

        Event dated = dated(begun(1));

        assertThat(dated.firstSeen()).isEqualTo(taken(1));
        assertThat(dated.details().clearLooksBefore()).isEqualTo(CLEAR_LOOKS - 2);
    }

    @Test
    void whereNoLookShowedItTheOneInHandDoes() {
        remember(CRANE, GROUND, CRANE, CRANE, CRANE, CRANE);

        assertThat(dated(begun(1)).firstSeen()).isEqualTo(NOW);
    }

    @Test
    void lookThatDidNotSeeThePlaceIsPassedOver() {
        remember(CRANE, GROUND, CRANE, CRANE, CRANE, CRANE);
        history.mask(0).fill((byte) 0);

        assertThat(dated(begun(1)).firstSeen()).isEqualTo(taken(1));
    }

    @Test
    void whatWentHalfOfTheWayIsNotThereYet() {
        remember((GROUND + CRANE) / 2, CRANE, CRANE, CRANE, CRANE, CRANE);

        assertThat(dated(begun(1)).firstSeen()).isEqualTo(NOW);
    }

    @Test
    void stagesBetweenArePartOfIt() {
        remember(GROUND + 60, GROUND + 90, CRANE, CRANE, CRANE, CRANE);

        assertThat(dated(begun(1)).firstSeen()).isEqualTo(taken(1));
    }

    @Test
    void placeThatVariedBeforeHasNoStages() {
        remember(GROUND + 60, CRANE, CRANE, CRANE + 50, CRANE, CRANE - 40);

        assertThat(dated(begun(1)).firstSeen()).isEqualTo(NOW);
    }

    @Test
    void eventThatWasSeenBeforeKeepsItsDate() {
        remember(GROUND, GROUND, CRANE, CRANE, CRANE, CRANE);

        assertThat(dated(begun(2)).firstSeen()).isEqualTo(NOW);
    }

    /** The newest first. */
    private void remember(int... tones) {
        history.reset(tones.length, EDGE, EDGE, 3);
        for (int look = 0; look < tones.length; look++) {
            history.mask(look).fill((byte) 255);
            history.look(look).copyFrom(Natives.memory(noisy(tones[look])));
        }
    }

    private Event dated(Event event) {
        Mat seen = new Mat(EDGE, EDGE, CvType.CV_8U, Scalar.all(255));
        mats.add(seen);
        Mat magnitude = new Mat(EDGE, EDGE, CvType.CV_32F, Scalar.all(0));
        mats.add(magnitude);
        Mat now = noisy(GROUND);
        Views views = new Views(noisy(CRANE), now, now, magnitude, seen, seen, new Window(0, 0, EDGE, EDGE));
        List<HistoryTile> rows = new ArrayList<>();
        // The look in hand, judged anew, and another tile, which was seen on other days.
        rows.add(new HistoryTile("c0r0", Pass.at(NOW, AcquiredFrom.STAC), 1, 0, 1));
        for (int look = 0; look < History.DEPTH; look++) {
            Instant elsewhere = taken(look).plus(Duration.ofDays(1));
            rows.add(new HistoryTile("c1r0", Pass.at(elsewhere, AcquiredFrom.STAC), 1, 0, 1));
            rows.add(new HistoryTile("c0r0", Pass.at(taken(look), AcquiredFrom.STAC), 1, 0, 1));
        }
        return Onset.dated(event, views, history, rows);
    }

    private static Event begun(int looksSeen) {
        return new Event(
                "e1",
                "works",
                "c0r0",
                0,
                EventStatus.PROVISIONAL,
                Polarity.VANISHED,
                Kind.MAST,
                NOW,
                NOW,
                looksSeen,
                0,
                50,
                0.6,
                new Outline(List.of(new double[] {10, 18, 30, 18, 30, 22, 10, 22})),
                Details.NONE.withClearLooksBefore(CLEAR_LOOKS));
    }

    private static Instant taken(int look) {
        return NOW.minus(Duration.ofDays(6L * (look + 1)));
    }

    private Mat noisy(int tone) {
        byte[] pixels = new byte[EDGE * EDGE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (tone + 4 * random.nextGaussian());
        }
        Mat mat = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        mat.put(0, 0, pixels);
        mats.add(mat);
        return mat;
    }
}
