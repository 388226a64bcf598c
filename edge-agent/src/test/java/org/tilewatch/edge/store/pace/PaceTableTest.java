package org.tilewatch.edge.store.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.StateFolder;

final class PaceTableTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");
    private static final Pace LATER = new Pace("yard", FIRST.plusSeconds(86_400), 10.5, 20.25, 3, 4, 5, 6.5, 7.5);
    private static final Pace EARLIER = new Pace("yard", FIRST, 0, 0, 1, 2, 0, Double.NaN, Double.NaN);

    @TempDir
    Path folder;

    @Test
    void seriesComeBackByZoneOldestFirstAlsoAfterARestart() throws IOException {
        try (Database database = Database.open(new StateFolder(folder), false, InstantSource.system())) {
            PaceTable table = new PaceTable(database);
            database.transaction(() -> {
                table.add("works", List.of(LATER));
                table.add("works", List.of(EARLIER));
                table.add("elsewhere", List.of(EARLIER));
                return true;
            });
        }

        try (Database database = Database.open(new StateFolder(folder), false, InstantSource.system())) {
            PaceTable table = new PaceTable(database);
            assertThat(database.read(() -> table.of("works"))).containsExactly(EARLIER, LATER);
        }
    }

    @Test
    void lookThatIsSettledTwiceCountsOnce() throws IOException {
        try (Database database = Database.open(new StateFolder(folder), false, InstantSource.system())) {
            PaceTable table = new PaceTable(database);
            database.transaction(() -> {
                table.add("works", List.of(EARLIER));
                table.add("works", List.of(EARLIER));
                return true;
            });

            assertThat(database.read(() -> table.of("works"))).hasSize(1);
        }
    }
}
