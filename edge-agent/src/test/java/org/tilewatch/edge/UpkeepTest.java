package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.DiskRoom;
import org.tilewatch.edge.store.file.Retention;

final class UpkeepTest {

    @TempDir
    Path folder;

    private final Health health = new Health(6);
    private Store store;

    @BeforeEach
    void open() throws IOException {
        Report report = AlertCodec.report(SampleAlerts.of("e1"));
        long alertAlone = 100L + report.alert().payload().length;
        Path state = folder.resolve("state");
        try (Store unlimited = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system())) {
            unlimited.outbox().enqueue(report);
        }
        Duration forEver = Duration.ofDays(36_500);
        Retention small = new Retention(alertAlone, forEver, Long.MAX_VALUE, forEver);
        store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system(), small);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Upkeep upkeep() throws Exception {
        Path file = Files.writeString(folder.resolve("station.yaml"), """
            station: { id: han-01 }
            inbox: { folder: inbox }
            state: state
            mqtt: { url: "mqtt://127.0.0.1:1883" }
            """);
        return new Upkeep(Config.read(file), store, new Conditions(health), () -> Optional.of(true));
    }

    @Test
    void aDiskSoFullThatNothingCanBeWrittenIsToldAllTheSame() throws Exception {
        store.close();
        store = Store.open(
                folder.resolve("state"),
                Store.Durability.TEMPORARY,
                InstantSource.system(),
                Retention.UNLIMITED,
                new DiskRoom(() -> 0, () -> 1L << 30));
        Upkeep upkeep = upkeep();
        store.close(); // every write fails from now on

        assertThatThrownBy(upkeep::turn).isInstanceOf(IOException.class);
        assertThat(health.now().conditions().get(Condition.DISK_LOW)).startsWith("0 MiB left on the disk");
    }

    @Test
    void chipsThatAreDroppedRightAtTheStartAreToldAsThoseLater() throws Exception {
        Upkeep upkeep = upkeep();
        upkeep.turn();

        assertThat(store.outbox().droppedChips()).isEqualTo(3);
        assertThat(health.now().conditions().get(Condition.OUTBOX_DROPPING)).contains("3 chips were dropped");
        upkeep.turn();
        assertThat(health.now().conditions()).doesNotContainKey(Condition.OUTBOX_DROPPING);
    }
}
