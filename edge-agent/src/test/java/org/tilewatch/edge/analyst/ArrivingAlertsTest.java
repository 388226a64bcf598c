package org.tilewatch.edge.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;

final class ArrivingAlertsTest {

    private final List<ReceivedAlert> alerts = new ArrayList<>();
    private final List<ReceivedAlert> late = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final ArrivingAlerts arriving = new ArrivingAlerts("tilewatch/1", alerts::add, late::add, refused::add);
    private final Report report = AlertCodec.report(SampleAlerts.of("e1"));

    @Test
    void chipsThatCameBeforeAreHandedOverWithTheirAlert() {
        report.chips().forEach(chip -> arriving.accept(from("han-01", chip)));
        arriving.accept(from("han-01", report.alert()));

        assertThat(alerts).hasSize(1);
        assertThat(alerts.getFirst().chips().get("after"))
                .isEqualTo(report.chips().get(1).payload());
        assertThat(alerts.getFirst().chips()).hasSize(3);
    }

    @Test
    void chipsThatComeAfterTheirAlertAreHandedOnByThemselves() {
        arriving.accept(from("han-01", report.alert()));
        report.chips().forEach(chip -> arriving.accept(from("han-01", chip)));
        report.chips().forEach(chip -> arriving.accept(from("han-01", chip)));

        assertThat(alerts)
                .singleElement()
                .satisfies(alert -> assertThat(alert.missing()).containsExactlyInAnyOrder("before", "after", "diff"));
        assertThat(late)
                .extracting(each -> each.chips().keySet())
                .containsExactly(Set.of("before"), Set.of("after"), Set.of("diff"));
        assertThat(late).allSatisfy(each -> assertThat(each.summary().id()).isEqualTo(report.alertId()));
    }

    @Test
    void aLatePictureThatIsNotWhatTheAlertNamesIsLeftOut() {
        Message chip = report.chips().getFirst();
        arriving.accept(from("han-01", report.alert()));
        arriving.accept(from("han-01", with(chip.topic(), new byte[] {1})));
        arriving.accept(from("han-01", chip));

        assertThat(refused).singleElement().asString().contains("chip before");
        assertThat(late).hasSize(1);
    }

    @Test
    void anAlertThatComesTwiceIsHandedOnOnce() {
        arriving.accept(from("han-01", report.alert()));
        arriving.accept(from("han-01", report.alert()));

        assertThat(alerts).hasSize(1);
    }

    @Test
    void aPictureThatIsNotWhatTheAlertNamesIsLeftOut() {
        Message chip = report.chips().getFirst();
        arriving.accept(from("han-01", with(chip.topic(), new byte[] {1})));
        arriving.accept(from("han-01", report.alert()));

        assertThat(alerts.getFirst().chips()).isEmpty();
        assertThat(refused).singleElement().asString().contains("chip before");
    }

    @Test
    void anAlertInTheNameOfAnotherStationIsLeftOut() {
        arriving.accept(from("other", report.alert()));

        assertThat(alerts).isEmpty();
        assertThat(refused).singleElement().asString().contains("han-01", "other");
    }

    @Test
    void chipsWithoutAlertsNeverTakeMoreThanTheirBuffer() {
        // 400 chips of 96 KiB are 37.5 MiB, 5.5 MiB more than is kept: the first has given way, the last has not.
        byte[] picture = new byte[96 * 1024];
        report.chips().forEach(chip -> arriving.accept(from("han-01", chip)));
        for (int i = 0; i < 400; i++) {
            arriving.accept(from("han-01", with("chip/" + UUID.randomUUID() + "/before", picture)));
        }
        arriving.accept(from("han-01", report.alert()));

        assertThat(alerts.getFirst().chips()).isEmpty();
    }

    @Test
    void alertAndChipsAreSavedUnderStationSiteAndId(@TempDir Path folder) throws IOException {
        report.chips().forEach(chip -> arriving.accept(from("han-01", chip)));
        arriving.accept(from("han-01", report.alert()));

        Path own = new AlertFolder(folder).save(alerts.getFirst());

        assertThat(own).isEqualTo(folder.resolve("han-01/harbour/" + report.alertId()));
        assertThat(own.resolve("before.jpg"))
                .hasBinaryContent(report.chips().getFirst().payload());
        try (var files = Files.list(own)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("alert.json", "before.jpg", "after.jpg", "diff.jpg");
        }
    }

    @Test
    void noNameInAMessageLeadsOutOfTheFolder(@TempDir Path folder) throws IOException {
        for (String site : List.of("../../etc", "/etc", "..", ".", "", "a\u0000b", "c:\\x")) {
            ReceivedAlert alert = new ReceivedAlert("..", AlertPrinterTest.alert(site, "s"), Map.of());

            Path own = new AlertFolder(folder).save(alert);

            assertThat(own.normalize()).startsWith(folder).isEqualTo(own);
            assertThat(folder.relativize(own).getNameCount()).isEqualTo(3);
        }
    }

    private static Message from(String station, Message message) {
        return with("tilewatch/1/" + station + "/" + message.topic(), message.payload(), message);
    }

    private static Message with(String topic, byte[] payload) {
        return new Message(topic, payload, "image/jpeg", Map.of(), Optional.empty(), false);
    }

    private static Message with(String topic, byte[] payload, Message like) {
        return new Message(topic, payload, like.contentType(), like.userProperties(), like.expiry(), false);
    }
}
