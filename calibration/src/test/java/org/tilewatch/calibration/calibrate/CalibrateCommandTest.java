package org.tilewatch.calibration.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.evaluate.DrawnPairs;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.calibration.truth.SiteTruthReader;
import org.tilewatch.edge.command.ReplayCommand;
import org.tilewatch.edge.config.Profile;
import org.tilewatch.edge.config.Profile.Subject;
import org.tilewatch.edge.config.document.WrongConfiguration;
import picocli.CommandLine;

@Timeout(180)
final class CalibrateCommandTest {

    @TempDir
    private Path folder;

    private Path series = Path.of("");
    private Path profile = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void prepare() throws IOException {
        series = Files.createDirectory(folder.resolve("series"));
        profile = folder.resolve("learned.yaml");
    }

    @Test
    void whatWasLearnedOnSeriesIsToldInEachLookThatUsesIt() throws IOException, WrongConfiguration {
        SimulatedSite.of(5, 14).writeAll(series);
        Path looks = folder.resolve("looks.jsonl");

        int code = run(new CalibrateCommand(), series.toString(), "--out", profile.toString(), "--budget", "3");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        Profile learned = Profile.read(profile, Subject.SERIES);
        assertThat(learned.id()).matches("p-[0-9a-f]{12}");
        assertThat(learned.knots()).hasSizeBetween(1, 12);
        assertThat(learned.thresholds()).extracting(row -> row[0]).containsExactly(0.2, 0.5, 1.0, 2.0, 4.0, 6.0);
        assertThat(out.toString()).contains("announced 3: found by look 3").contains(learned.id());
        assertThat(Files.readString(profile)).doesNotContain(folder.toString());
        assertThat(folder.resolve("learned.html")).exists();
        assertThat(run(
                        new ReplayCommand(),
                        series.toString(),
                        "--profile",
                        profile.toString(),
                        "--out",
                        looks.toString()))
                .isZero();
        assertThat(Files.readAllLines(looks)).allMatch(line -> line.contains("\"profile\":\"" + learned.id() + "\""));
    }

    @Test
    void aStationsOwnLooksGiveThresholdsThatFallAsTheBudgetGrows() throws IOException, WrongConfiguration {
        SimulatedSite.of(5, 14).writeAll(series);
        Files.delete(series.resolve(SiteTruthReader.NAME));

        int code = run(new CalibrateCommand(), series.toString(), "--out", profile.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        Profile learned = Profile.read(profile, Subject.SERIES);
        assertThat(learned.knots()).isEmpty();
        List<double[]> rows = learned.thresholds();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i)[2]).isLessThanOrEqualTo(rows.get(i - 1)[2]);
        }
    }

    @Test
    void pairsGiveAReliabilityAlone() throws IOException, WrongConfiguration {
        DrawnPairs.write(series, 6);

        assertThat(run(new CalibrateCommand(), series.toString(), "--out", profile.toString()))
                .isZero();

        Profile learned = Profile.read(profile, Subject.PAIRS);
        assertThat(learned.knots()).isNotEmpty();
        assertThat(learned.thresholds()).isEmpty();
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertThat(run(new CalibrateCommand(), series.toString(), "--out", profile.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nor images");
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThat(run(new CalibrateCommand(), series.toString(), "--out", profile.toString(), "--budget", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--budget").contains("0.0");
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
