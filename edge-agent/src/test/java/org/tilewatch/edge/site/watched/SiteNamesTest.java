package org.tilewatch.edge.site.watched;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Footprint;
import org.tilewatch.edge.site.Outline;

class SiteNamesTest {

    private static final WatchedSite PORT = site("port", 10.0, 50.0, 10.2, 50.2);
    private static final WatchedSite YARD = site("yard", 10.2, 50.0, 10.4, 50.2);

    @Test
    void theWatchedSiteThatIsCoveredMostCountsFirst() {
        SiteNames names = new SiteNames(List.of(PORT, YARD), false);

        assertThat(of(names, place(10.15, 50.05, 10.35, 50.1), "collection", "folder", "part"))
                .isEqualTo("yard");
        assertThat(of(names, place(10.05, 50.05, 10.25, 50.1), "collection", "folder", "part"))
                .isEqualTo("port");
    }

    @Test
    void aSceneShowsEachWatchedSiteThatItCovers() {
        SiteNames names = new SiteNames(List.of(PORT, YARD), false);

        assertThat(shown(names, place(10.15, 50.05, 10.35, 50.1))).containsExactly("yard", "port");
        assertThat(shown(names, place(10.05, 50.05, 10.25, 50.1))).containsExactly("port", "yard");
        assertThat(shown(names, place(10.05, 50.05, 10.2, 50.1))).containsExactly("port");
        assertThat(shown(names, place(10.45, 50.05, 10.5, 50.1))).isEmpty();
    }

    /** A sites file cuts it at 180 degrees; looks tell their places from either side, and go on beyond it. */
    @Test
    void aSiteAcrossTheAntimeridianIsKnownFromEitherSide() {
        WatchedSite strait = new WatchedSite(
                "strait",
                List.of(
                        new Outline(List.of(corners(179.9, 52.0, 180, 52.2))),
                        new Outline(List.of(corners(-180, 52.0, -179.8, 52.2)))),
                Optional.empty(),
                List.of(),
                List.of());
        SiteNames names = new SiteNames(List.of(PORT, strait), false);

        assertThat(List.of(
                        of(names, place(179.85, 52.05, 179.95, 52.1), "", "", ""),
                        of(names, place(-179.95, 52.05, -179.85, 52.1), "", "", ""),
                        of(names, place(179.95, 52.05, 180.05, 52.1), "", "", ""),
                        of(names, place(-180.05, 52.05, -179.95, 52.1), "", "", "")))
                .containsOnly("strait");
        assertThat(of(names, place(178, 52.05, 178.1, 52.1), "", "", "")).isEqualTo("cell-e178.0n52.0");
        assertThat(of(names, place(180.2, 50.05, 180.3, 50.1), "", "", "")).isEqualTo("cell-w179.8n50.0");
    }

    @Test
    void withoutSitesTheCollectionCountsThenTheFolderThenTheName() {
        SiteNames names = new SiteNames(List.of(), false);

        assertThat(of(names, place(10, 50, 11, 51), "collection", "folder", "part"))
                .isEqualTo("collection");
        assertThat(of(names, Optional.empty(), "", "folder", "part")).isEqualTo("folder");
        assertThat(of(names, Optional.empty(), " ", "", "part")).isEqualTo("part");
        assertThat(of(names, Optional.empty(), "", "", "")).isEqualTo("unnamed");
    }

    @Test
    void aPlaceOnNoWatchedSiteIsKeptUnderItsCell() {
        SiteNames names = new SiteNames(List.of(PORT), false);

        assertThat(of(names, place(127.52, 39.81, 127.56, 39.85), "collection", "folder", "part"))
                .isEqualTo("cell-e127.5n39.8");
        assertThat(of(names, Optional.empty(), "collection", "folder", "part")).isEqualTo("collection");
    }

    @Test
    void placesOnEitherSideOfEquatorAndGreenwichHaveCellsOfTheirOwn() {
        SiteNames names = new SiteNames(List.of(PORT), false);

        assertThat(List.of(
                        of(names, place(0.02, 0.02, 0.04, 0.04), "", "", ""),
                        of(names, place(-0.04, 0.02, -0.02, 0.04), "", "", ""),
                        of(names, place(0.02, -0.04, 0.04, -0.02), "", "", ""),
                        of(names, place(-0.04, -0.04, -0.02, -0.02), "", "", "")))
                .doesNotHaveDuplicates();
    }

    @Test
    void whereFoldersAreSitesTheyCountMoreThanCollectionAndCell() {
        SiteNames names = new SiteNames(List.of(PORT), true);

        assertThat(of(names, place(127.5, 39.8, 127.6, 39.9), "collection", "folder", "part"))
                .isEqualTo("folder");
        assertThat(of(names, place(10.05, 50.05, 10.1, 50.1), "collection", "folder", "part"))
                .isEqualTo("port");
    }

    @Test
    void aNameIsFitForATopicAndAFile() {
        SiteNames names = new SiteNames(List.of(), false);

        assertThat(of(names, Optional.empty(), "", "a/b c#+$", "")).isEqualTo("a-b-c");
        assertThat(of(names, Optional.empty(), "", "../..", "")).isEqualTo("unnamed");
        assertThat(of(names, Optional.empty(), "", "x".repeat(100), "")).hasSize(64);
    }

    /** As in the sites file; two places whose names are not Latin must not become one. */
    @Test
    void lettersOfAllScriptsStayInAName() {
        SiteNames names = new SiteNames(List.of(), true);

        assertThat(of(names, Optional.empty(), "", "공장 1", "")).isEqualTo("공장-1");
        assertThat(of(names, Optional.empty(), "", "Mu\u0308hle", "")).isEqualTo("M\u00fchle");
    }

    private static String of(
            SiteNames names, Optional<Footprint> footprint, String collection, String folder, String namePart) {
        return names.shown(footprint, collection, folder, namePart).getFirst().site();
    }

    private static List<String> shown(SiteNames names, Optional<Footprint> footprint) {
        return names.shown(footprint, "", "", "").stream()
                .flatMap(each -> each.watched().stream())
                .map(WatchedSite::name)
                .toList();
    }

    private static WatchedSite site(String name, double west, double south, double east, double north) {
        return new WatchedSite(
                name,
                List.of(new Outline(List.of(corners(west, south, east, north)))),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Optional<Footprint> place(double west, double south, double east, double north) {
        double[] corners = corners(west, south, east, north);
        return Optional.of(new Footprint(corners, corners));
    }

    private static double[] corners(double west, double south, double east, double north) {
        return new double[] {west, north, east, north, east, south, west, south};
    }
}
