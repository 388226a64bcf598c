package org.tilewatch.edge.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.report.alert.SampleAlerts;
import tools.jackson.databind.json.JsonMapper;

final class AlertIndexTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8};

    @TempDir
    Path folder;

    @Test
    void aSavedAlertIsACardWithItsPictures() throws IOException {
        AlertIndex index = AlertIndex.of(folder);
        save(index, AlertSummary.read(AlertCodec.encode(SampleAlerts.of("e1"))));
        index.turn();

        assertThat(page())
                .contains("1 event,", "Structure appeared, 1,940 m\u00B2", "probability 97 %")
                .containsPattern("src=\"han-01/harbour/[0-9a-f-]{36}/before.jpg\"")
                .doesNotContain("diff.jpg", "<script");
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(folder.resolve("alerts.geojson")))
                        .path("features")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whatTheFolderHeldBeforeIsShownAfterARestart() throws IOException {
        AlertIndex first = AlertIndex.of(folder);
        save(first, AlertSummary.read(AlertCodec.encode(SampleAlerts.of("e1"))));
        save(first, AlertSummary.read(AlertCodec.encode(SampleAlerts.of("e2"))));

        AlertIndex.of(folder).turn();

        assertThat(page()).contains("2 events").containsPattern("src=\"han-01/harbour/[0-9a-f-]{36}/after.jpg\"");
    }

    @Test
    void namesThatOthersChoseAreText() throws IOException {
        AlertIndex index = AlertIndex.of(folder);
        save(index, AlertPrinterTest.alert("<img src=x onerror=alert(1)>&\"", "<script>alert(1)</script>"));
        index.turn();

        assertThat(page())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>", "<img src=x")
                .containsOnlyOnce("<article");
    }

    @Test
    void nothingIsWrittenWhereNothingCame() throws IOException {
        assertThat(AlertIndex.of(folder).turn()).isFalse();
        assertThat(folder.resolve("index.html")).doesNotExist();
    }

    @Test
    void somebodyElsesFileIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("a/b/c"));
        Files.writeString(folder.resolve("a/b/c/alert.json"), "{}");

        assertThat(AlertIndex.of(folder).turn()).isFalse();
    }

    @Test
    void anAlertIsKeptAsItWasPublishedToTheByte() throws IOException {
        byte[] published = AlertCodec.encode(SampleAlerts.of("tør-1"));
        AlertIndex index = AlertIndex.of(folder);
        save(index, AlertSummary.read(published));
        index.turn();
        String kept = Files.readAllLines(folder.resolve("alerts.geojson")).get(1);

        assertThat(kept).contains("tør-1").isEqualTo(new String(published, StandardCharsets.UTF_8));
        assertThat(AlertSummary.read(kept.getBytes(StandardCharsets.UTF_8)).ascii())
                .contains("t\\u00F8r-1")
                .matches("\\p{ASCII}+");
    }

    private void save(AlertIndex index, AlertSummary alert) throws IOException {
        Path own =
                new AlertFolder(folder).save(new ReceivedAlert("han-01", alert, Map.of("before", JPEG, "after", JPEG)));
        index.add(alert, own);
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("index.html"));
    }
}
