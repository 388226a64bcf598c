package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.day;
import static org.tilewatch.edge.store.StoreFixture.look;
import static org.tilewatch.edge.store.StoreFixture.pass;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Fits.Fit;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.store.Settlement.KeptFile;

class StoreTest {

    @TempDir
    Path folder;

    private Store open() throws IOException {
        return Store.open(folder, Store.Durability.FULL, InstantSource.fixed(NOW));
    }

    @Test
    void attemptsAreCountedOverRestarts() throws IOException {
        try (Store store = open()) {
            assertThat(store.ledger().beginAttempt("ab", "a.tif")).isEqualTo(1);
        }
        try (Store store = open()) {
            assertThat(store.ledger().beginAttempt("ab", "a.tif")).isEqualTo(2);
            assertThat(store.ledger().settled("ab")).isFalse();
        }
    }

    @Test
    void aContentIsSettledOnce() throws IOException {
        try (Store store = open()) {
            store.ledger().beginAttempt("ab", "a.tif");
            assertThat(store.settle(look("ab", "harbour", 0))).isTrue();
            assertThat(store.settle(look("ab", "harbour", 1))).isFalse();
            assertThat(store.ledger().settled("ab")).isTrue();
            assertThat(store.ledger().lookKnown("harbour", day(1), "S2A")).isFalse();
        }
    }

    @Test
    void theSamePassFromAnotherFileIsKnown() throws IOException {
        try (Store store = open()) {
            store.settle(look("ab", "harbour", 0));
            assertThat(store.ledger().lookKnown("harbour", day(0), "S2A")).isTrue();
            assertThat(store.ledger().lookKnown("harbour", day(0), "S2B")).isFalse();
            assertThat(store.ledger().lookKnown("airfield", day(0), "S2A")).isFalse();
            assertThat(store.ledger().settleRepeated("cd", "b.tif", "harbour", day(0), "S2A"))
                    .isTrue();
            assertThat(store.ledger().outcomes()).containsEntry("repeated", 1).containsEntry("unchanged", 1);
        }
    }

    @Test
    void aSceneOfSeveralSitesIsALookOfEach() throws IOException {
        try (Store store = open()) {
            store.settle(look("ab", "harbour", 0));
            store.settle(List.of(look("cd", "airfield", 1), look("cd", "harbour", 1)));
            store.settle(List.of(look("cd", "yard", 2), look("cd", "harbour", 2)));
        }
        try (Store store = open()) {
            assertThat(store.ledger().looks("harbour", 10))
                    .extracting(Ledger.PastLook::sha256)
                    .containsExactly("cd", "ab");
            assertThat(store.ledger().looks("harbour", day(1), day(2), 1)).hasSize(1);
            assertThat(store.ledger().looks("airfield", 10)).hasSize(1);
            assertThat(store.ledger().looks("yard", 10)).isEmpty();
            assertThat(store.ledger().lookKnown("harbour", day(1), "S2A")).isTrue();
            assertThat(store.ledger().outcomes()).containsOnlyKeys("unchanged").containsValue(2);
        }
    }

    @Test
    void ofASceneEachSiteIsSettledOrNone() throws IOException {
        Settlement broken = look("ab", "harbour", 0);
        try (Store store = open()) {
            assertThatThrownBy(() -> store.settle(List.of(look("ab", "airfield", 0), broken, broken)))
                    .isInstanceOf(IOException.class);

            assertThat(store.ledger().settled("ab")).isFalse();
            assertThat(store.ledger().looks("airfield", 10)).isEmpty();
            assertThat(store.sites()).isEmpty();
        }
    }

    @Test
    void aRefusedFileIsSettledWithoutALook() throws IOException {
        try (Store store = open()) {
            store.ledger().beginAttempt("ab", "a.tif");
            assertThat(store.ledger().settleRefused("ab", "a.tif", "truncated", "a.tif ends early"))
                    .isTrue();
            assertThat(store.ledger().settled("ab")).isTrue();
            assertThat(store.ledger().outcomes()).containsOnlyKeys("refused");
        }
    }

    @Test
    void aKeptFileIsKnownByPathUntilItIsWrittenOver() throws IOException {
        KeptFile kept = new KeptFile("harbour/a.tif", 1234, 5678);
        try (Store store = open()) {
            store.ledger().keep(kept, "ab");
            assertThat(store.ledger().settledPath(kept)).contains("ab");
            assertThat(store.ledger().settledPath(new KeptFile("harbour/a.tif", 1234, 5679)))
                    .isEmpty();
        }
    }

    @Test
    void gridAndDetectorStateComeBackAsTheyWere() throws IOException {
        GeoReference reference = new GeoReference(32652, new Affine(1.1, 0.5, 0, 2.2, 0, -0.5));
        SiteGrid grid = new SiteGrid("harbour", Optional.of(reference), 0.5, 0.5);
        SiteGrid bare = new SiteGrid("bare", Optional.empty(), Double.NaN, Double.NaN);
        try (Store store = open()) {
            store.settle(withGrid("ab", grid, Optional.of("1 0.93")));
            store.settle(withGrid("cd", bare, Optional.empty()));
            store.settle(look("ef", "harbour", 3));
        }
        try (Store store = open()) {
            assertThat(store.grid("harbour")).contains(grid);
            assertThat(store.detectorState("harbour")).isEqualTo("1 0.93");
            assertThat(store.grid("bare")).contains(bare);
            assertThat(store.grid("elsewhere")).isEmpty();
        }
    }

    private static Settlement withGrid(String sha256, SiteGrid grid, Optional<String> state) {
        Settlement look = look(sha256, grid.site(), 0);
        return new Settlement(
                sha256,
                look.name(),
                Optional.empty(),
                grid.site(),
                look.pass(),
                "learning",
                "",
                Double.NaN,
                Optional.of(grid),
                state,
                Optional.empty(),
                List.of(),
                List.of());
    }

    @Test
    void eventsComeBackAsTheyWere() throws IOException {
        Outline outline =
                new Outline(List.of(new double[] {0.1, 1, 2, 3, -4.5e-7, 5}, new double[] {1, 1, 2, 1, 2, 2}));
        Event open = event("e1", EventStatus.PROVISIONAL, outline);
        Event ended = event("e2", EventStatus.ENDED, outline);
        try (Store store = open()) {
            store.settle(withEvents("ab", List.of(open, ended)));
        }
        try (Store store = open()) {
            assertThat(store.openEvents("harbour"))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details.measures")
                    .containsExactly(open);
            assertThat(store.closedEvents("harbour", day(0)))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details.measures")
                    .containsExactly(ended);
            assertThat(store.closedEvents("harbour", day(1))).isEmpty();
            store.settle(withEvents("cd", List.of(event("e1", EventStatus.ABSORBED, outline))));
            assertThat(store.openEvents("harbour")).isEmpty();
            assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.ABSORBED);
        }
    }

    @Test
    void whatIsToldOfAnEventIsReadBackAsItWas() throws IOException {
        Outline outline = new Outline(List.of(new double[] {0, 0, 10, 0, 10, 10}));
        Details details = new Details(
                "North yard",
                new Measures(0.06, 50.5, 40.25, 91.5),
                Optional.of(new Comparison("Assembly hall 1", 1.64, 0.06)),
                77.5,
                new Fits(List.of(new Fit(1940.25, 70.5), new Fit(1.5e-7, 77.5))),
                -0.25,
                14);
        Event told = event("e1", EventStatus.CONFIRMED, outline).withDetails(details);
        try (Store store = open()) {
            store.settle(withEvents("ab", List.of(told, event("e2", EventStatus.CONFIRMED, outline))));

            assertThat(store.event("e1").orElseThrow().details()).isEqualTo(details);
            assertThat(store.event("e2").orElseThrow().details()).isEqualTo(Details.NONE);
        }
    }

    private static Event event(String id, EventStatus status, Outline outline) {
        return new Event(
                id,
                "harbour",
                "c0r0",
                1,
                status,
                Polarity.APPEARED,
                Kind.OTHER,
                day(-3),
                day(0),
                2,
                0,
                412.5,
                0.97,
                outline);
    }

    private static Settlement withEvents(String sha256, List<Event> events) {
        return new Settlement(
                sha256,
                sha256,
                Optional.empty(),
                "harbour",
                pass(0),
                "changed",
                "",
                0.9,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                events,
                List.of());
    }

    @Test
    void aNewerFormatIsRefusedInClearWords() throws Exception {
        open().close();
        sql("PRAGMA user_version = 99");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("format 99");
    }

    @Test
    void aFolderInUseIsRefused() throws IOException {
        try (Store store = open()) {
            assertThat(store.salvaged()).isEmpty();
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
        open().close();
    }

    @Test
    void looksAreListedLatestAcquisitionFirst() throws IOException {
        try (Store store = open()) {
            store.settle(look("ab", "harbour", 0));
            store.settle(look("cd", "harbour", 2));
            store.settle(look("ef", "harbour", 1));
            assertThat(store.ledger().looks("harbour", 2))
                    .extracting(Ledger.PastLook::acquired)
                    .containsExactly(day(2), day(1));
            assertThat(store.ledger().looks("harbour", 1).getFirst())
                    .isEqualTo(new Ledger.PastLook("cd.tif", day(2), "S2A", "unchanged", "", 0.25, "cd"));
        }
    }

    /** As on a full disk: the driver's prepared statements are of no use after they failed. */
    @Test
    void whatFailedOnceWorksAgainWhenTheCauseIsGone() throws Exception {
        try (Store store = open()) {
            store.ledger().beginAttempt("ab", "a.tif");
            sql("CREATE TRIGGER full BEFORE UPDATE ON file BEGIN SELECT RAISE(ABORT, 'full'); END");
            assertThatThrownBy(() -> store.ledger().beginAttempt("ab", "a.tif")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.settle(look("ab", "harbour", 0))).isInstanceOf(IOException.class);
            store.ledger().withdrawAttempt("ab");
            sql("DROP TRIGGER full");
            assertThat(store.ledger().beginAttempt("ab", "a.tif"))
                    .as("the attempt that could not be taken back then is not counted now")
                    .isEqualTo(1);
            assertThat(store.settle(look("ab", "harbour", 0))).isTrue();
        }
    }

    private void sql(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tilewatch.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
