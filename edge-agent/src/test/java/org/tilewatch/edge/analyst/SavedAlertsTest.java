package org.tilewatch.edge.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.report.alert.SampleAlerts;

@Timeout(30)
final class SavedAlertsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Report report = AlertCodec.report(SampleAlerts.of("e1"));
    private AlertIndex index;
    private SavedAlerts saved;

    @BeforeEach
    void open() throws IOException {
        index = AlertIndex.of(folder);
        saved = new SavedAlerts(folder, index);
    }

    private ReceivedAlert with(Map<String, byte[]> chips) throws IOException {
        return new ReceivedAlert("han-01", AlertSummary.read(report.alert().payload()), chips);
    }

    private ReceivedAlert chip(int number) throws IOException {
        Message chip = report.chips().get(number);
        return with(Map.of(chip.topic().substring(chip.topic().lastIndexOf('/') + 1), chip.payload()));
    }

    @Test
    void aChipThatComesLaterLiesBesideItsAlertAndIsShown() throws Exception {
        saved.save(chip(0));
        saved.saveLate(chip(1));
        saved.saveLate(chip(2));
        index.turn();

        assertThat(saved.awaitChips(Duration.ZERO)).isTrue();
        assertThat(folder.resolve("han-01/harbour").resolve(report.alertId()).resolve("after.jpg"))
                .hasBinaryContent(report.chips().get(1).payload());
        assertThat(Files.readString(folder.resolve("index.html"))).contains("before.jpg", "after.jpg");
    }

    @Test
    void whoEndsWaitsForTheLastChip() throws Exception {
        saved.save(chip(0));
        saved.saveLate(chip(1));
        CompletableFuture<Boolean> whole = CompletableFuture.supplyAsync(() -> {
            try {
                return saved.awaitChips(PATIENCE);
            } catch (InterruptedException e) {
                return false;
            }
        });
        assertThat(whole).isNotDone();
        saved.saveLate(chip(2));

        assertThat(whole.get()).isTrue();
    }

    @Test
    void whatNeverComesIsWaitedForNoLongerThanAskedFor() throws Exception {
        saved.save(chip(0));

        assertThat(saved.awaitChips(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void chipsOfAnAlertThatNobodyWantedAreNotSaved() throws Exception {
        saved.saveLate(chip(0));

        assertThat(folder.resolve("han-01")).doesNotExist();
        assertThat(saved.awaitChips(Duration.ZERO)).isTrue();
    }
}
