package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.report.alert.Origin.Image;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.watch.place.Placement;

final class JudgedTest {

    private static final Instant ACQUIRED = Instant.parse("2026-03-01T02:00:00Z");

    private static Judged judged() {
        Pass pass = Pass.at(ACQUIRED, AcquiredFrom.STAC);
        Scene scene =
                new Scene(8, 8, 3, 8, Optional.empty(), Optional.empty(), Double.NaN, Double.NaN, pass, "", "port");
        return new Judged("port", scene, "", 3);
    }

    private static Event event(Kind kind, int missed) {
        return new Event(
                "port-c0r0-1",
                "port",
                "c0r0",
                0,
                EventStatus.PROVISIONAL,
                Polarity.APPEARED,
                kind,
                ACQUIRED,
                ACQUIRED,
                1,
                missed,
                400,
                0.5,
                new Outline(List.of(new double[] {0, 0, 8, 0, 8, 8})));
    }

    @Test
    void aLookIsWithoutDataOnlyIfNoBlockOfItHoldsAny() throws IOException {
        assertThat(unusable("no-data", "no-data").showsSite()).isFalse();
        assertThat(unusable("cloud", "no-data").reason()).isEqualTo("cloud");
        assertThat(unusable("no-data", "cloud").reason()).isEqualTo("cloud");
    }

    private static Judgement unusable(String... reasons) throws IOException {
        Judged judged = judged();
        SiteGrid grid = new SiteGrid("port", Optional.empty(), Double.NaN, Double.NaN);
        Window window = new Window(0, 0, 8, 8);
        for (String reason : reasons) {
            judged.block(
                    new Placement.Block(window, window),
                    new Placement(grid, Affine.IDENTITY, window),
                    new Verdict(Outcome.UNUSABLE, reason, 0, 0, 0, 0, 0, List.of()),
                    0,
                    0);
        }
        return judged.sum("ab", "a.tif", Optional.empty(), new Judged.Past() {

            @Override
            public Optional<Image> at(Instant acquired) {
                return Optional.empty();
            }

            @Override
            public List<Pace> pace() {
                return List.of();
            }
        });
    }

    @Test
    void openEventsAreKeptOutOfTheBaselineUnlessTheyAreUnlikely() {
        assertThat(judged().notToLearn(List.of(event(Kind.OTHER, 0)), 0.4)).hasSize(1);
        assertThat(judged().notToLearn(List.of(event(Kind.OTHER, 1)), 0.4)).hasSize(1);
        assertThat(judged().notToLearn(List.of(event(Kind.OTHER, 0)), 0.6)).isEmpty();
    }

    @Test
    void aTrainIsKeptOutWhileItStandsAndTheEmptyTrackIsLearnedAgain() {
        assertThat(judged().notToLearn(List.of(event(Kind.WAGONS, 0)), 0.4)).hasSize(1);

        Judged left = judged();
        left.missed(event(Kind.WAGONS, 1));
        assertThat(left.notToLearn(List.of(event(Kind.WAGONS, 0)), 0.4)).isEmpty();
    }
}
