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
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.watch.look.Judgement;

class SiteHistoryTest {

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
    void aSiteIsLearnedThenFoundUnchanged() throws IOException {
        List<String> verdicts = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            verdicts.add(site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.GROUND))
                    .verdict());
        }

        assertThat(verdicts).containsExactly("learning", "learning", "learning", "unchanged", "unchanged", "unchanged");
        assertThat(site.store().grid("port").orElseThrow().gsdXMetres()).isEqualTo(0.5, within(1e-6));
        assertThat(site.store().history("port"))
                .hasSize(6)
                .allSatisfy(tile -> assertThat(tile.tileId()).isEqualTo("c0r0"));
    }

    @Test
    void aLookInOtherPixelsIsBroughtOntoTheGrid() throws IOException {
        site.learn(6);

        Judgement quiet = site.settled(DrawnLooks.coarse(folder, "port", 6, ScreenedSite.GROUND));
        Judgement built = site.settled(DrawnLooks.coarse(folder, "port", 7, ScreenedSite.BUILT));

        assertThat(quiet.verdict()).isEqualTo("unchanged");
        assertThat(quiet.scene().gsdXMetres()).isEqualTo(1, within(1e-6));
        Judgement.Seen object = built.objects().getFirst();
        assertThat(object.event().areaSquareMetres()).isBetween(0.75 * 96, 2 * 96.0);
        // (152, 108) on the grid is (76, 54) in the file's pixels.
        assertThat(ScreenedSite.middle(object.pixels())[0]).isEqualTo(75.5, within(2.0));
        assertThat(ScreenedSite.middle(object.pixels())[1]).isEqualTo(53.5, within(2.0));
    }

    @Test
    void aLookThatReachesFurtherAddsTiles() throws IOException {
        site.settled(DrawnLooks.write(folder, "port", 0, ScreenedSite.GROUND));

        site.settled(DrawnLooks.elsewhere(folder, "port", 1, ScreenedSite.GROUND, -64));

        assertThat(site.store().history("port"))
                .extracting(HistoryTile::tileId)
                .containsExactlyInAnyOrder("c0r0", "c0r0", "c-1r0");
    }

    @Test
    void aLookFarFromItsSiteIsMisplaced() throws IOException {
        site.settled(DrawnLooks.write(folder, "port", 0, ScreenedSite.GROUND));

        Judgement look = site.settled(DrawnLooks.elsewhere(folder, "port", 1, ScreenedSite.GROUND, 3e6));

        assertThat(look.verdict()).isEqualTo("unusable");
        assertThat(look.reason()).isEqualTo("misplaced");
        assertThat(site.store().history("port")).hasSize(1);
    }

    @Test
    void aCloudyFirstLookDoesNotFixTheGrid() throws IOException {
        Judgement look = site.settled(DrawnLooks.cloudy(folder, "port", 0));

        assertThat(look.verdict()).isEqualTo("unusable");
        assertThat(look.reason()).isEqualTo("cloud");
        assertThat(look.score()).isNaN();
        assertThat(site.store().grid("port")).isEmpty();
        assertThat(site.store().history("port")).isEmpty();
    }

    @Test
    void aLateLookThatFitsTakesItsPlaceInTheHistory() throws IOException {
        for (int day : new int[] {0, 1, 2, 3, 5}) {
            site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.GROUND));
        }

        Judgement late = site.settled(DrawnLooks.write(folder, "port", 4, ScreenedSite.GROUND));

        assertThat(late.verdict()).isEqualTo("unchanged");
        assertThat(site.days()).containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void aLateLookIsJudgedAgainstWhatCameBeforeIt() throws IOException {
        for (int day : new int[] {0, 1, 3, 4, 5}) {
            site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.GROUND));
        }

        // Two looks lie before it, three are needed.
        assertThat(site.settled(DrawnLooks.write(folder, "port", 2, ScreenedSite.GROUND))
                        .verdict())
                .isEqualTo("learning");
    }

    @Test
    void aLateLookThatDoesNotFitLeavesNothingBehind() throws IOException {
        for (int day : new int[] {0, 1, 2, 3, 5}) {
            site.settled(DrawnLooks.write(folder, "port", day, ScreenedSite.GROUND));
        }
        List<Event> open = site.store().openEvents("port");

        Judgement late = site.settled(DrawnLooks.write(folder, "port", 4, ScreenedSite.BUILT));

        assertThat(late.objects()).isNotEmpty();
        assertThat(late.verdict()).isEqualTo("unchanged");
        assertThat(site.days()).containsExactly(5, 3, 2, 1, 0);
        assertThat(site.store().openEvents("port")).usingRecursiveComparison().isEqualTo(open);
    }
}
