package org.tilewatch.edge.console.browser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.LearnedTiles;

/** A site with a place on Earth, of which a store remembers one tile. */
final class PlacedSite {

    private static final int CELLS = SiteGrid.TILE * SiteGrid.TILE;
    private static final int BANDS = 3;
    private static final Instant FIRST = Instant.parse("2025-12-01T02:00:00Z");

    private PlacedSite() {}

    static void put(Store store, String site) throws IOException {
        put(store, site, 1);
    }

    /** A look that saw so much of it, 0 to 1, a day after the one before. */
    static void put(Store store, String site, double seenFraction) throws IOException {
        GeoReference place = new GeoReference(32652, new Affine(300_000, 0.5, 0, 4_410_000, 0, -0.5));
        Instant acquired =
                FIRST.plus(Duration.ofDays(store.ledger().looks(site, 9).size()));
        try (LearnedTiles learned = store.learn(CELLS * (BANDS + 1))) {
            ByteBuffer pixels = ByteBuffer.allocateDirect(CELLS * (BANDS + 1));
            for (int i = 0; i < CELLS * BANDS; i++) {
                pixels.put(i, (byte) (90 + i / BANDS % 40));
            }
            for (int i = CELLS * BANDS; i < CELLS * (BANDS + 1); i++) {
                pixels.put(i, (byte) 1);
            }
            learned.add("c0r0", pixels);
            store.settle(new Settlement(
                    "sha-" + site + acquired,
                    "first.tif",
                    Optional.empty(),
                    site,
                    new Pass(acquired, AcquiredFrom.STAC, "S2A", Double.NaN, Double.NaN, Double.NaN),
                    "learning",
                    "",
                    Double.NaN,
                    Optional.of(new SiteGrid(site, Optional.of(place), 0.5, 0.5)),
                    Optional.empty(),
                    Optional.of(learned),
                    List.of(),
                    List.of(new Seen("", seenFraction)),
                    List.of(),
                    List.of()));
        }
    }
}
