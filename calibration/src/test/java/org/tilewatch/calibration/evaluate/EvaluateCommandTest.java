package org.tilewatch.calibration.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.simulate.SimulatedSite;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
final class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void plantedEventsOfASeriesAreFoundAndTheReportNeedsNoOtherFile() throws IOException {
        Path series = Files.createDirectory(folder.resolve("series"));
        SimulatedSite.of(5, 14).writeAll(series);
        Path page = folder.resolve("report.html");

        int code = run(series.toString(), "--json", "--out", page.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertThat(told.path("series").path("looks_missing").path("value").asInt(-1))
                .isZero();
        assertThat(told.path("series").path("events_durable").path("value").asInt(0))
                .isEqualTo(3);
        assertThat(told.path("alerts").path("durable_look_3").path("value").asDouble(0))
                .isEqualTo(1);
        assertThat(told.path("alerts").path("durable_look_3").path("beside").asString(""))
                .contains("false / tile");
        assertThat(told.path("probabilities")
                        .path("reliability")
                        .get(0)
                        .path("bins")
                        .size())
                .isEqualTo(10);
        assertSelfContained(Files.readString(page));
    }

    @Test
    void labelledPairsAreScoredPerSourceAndThoseForTrainingLeftOut() throws IOException {
        DrawnPairs.write(folder, 6);
        Path page = folder.resolve("report.html");

        int code = run(folder.toString(), "--json", "--out", page.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        JsonNode drawn = told.path("drawn");
        assertThat(drawn.path("pairs").path("value").asInt(0)).isEqualTo(6);
        assertThat(drawn.path("tile_auroc").path("value").asDouble(0)).isEqualTo(1);
        assertThat(drawn.path("tiles_flagged_in_place").path("value").asDouble(0))
                .isEqualTo(1);
        assertThat(drawn.path("tile_auroc").has("low")).isTrue();
        assertThat(told.path("bare").path("pairs").path("value").asInt(0)).isEqualTo(1);
        assertThat(told.path("bare").has("tile_auroc")).isFalse();
        assertThat(told.has("trained")).isFalse();
        assertSelfContained(Files.readString(page));
        assertThat(Files.readString(page)).contains("data:image/jpeg;base64,").contains("<svg");
    }

    @Test
    void theTableFitsIntoEightyColumnsAndTheLimitIsKept() throws IOException {
        DrawnPairs.write(folder, 4);

        assertThat(run(folder.toString(), "--limit", "2")).isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(out.toString()).containsPattern("pairs +2 ").contains("90 % interval");
    }

    @Test
    void aFolderWithoutTruthIsRefused() {
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(folder.toString())
                .contains("manifest.csv")
                .contains("truth.json");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThat(run(folder.resolve("gone").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no such folder");
    }

    private static void assertSelfContained(String page) {
        assertThat(page).doesNotContainPattern("https?://").doesNotContainPattern("(?:src|href)=\"(?!data:)");
        assertThat(page)
                .doesNotContain("url(")
                .doesNotContain("<script")
                .contains("<h1>")
                .contains("prefers-color-scheme");
        assertThat(page.split("<img ", -1)).hasSameSizeAs(page.split(" alt=\"", -1));
    }

    private int run(String... arguments) {
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
