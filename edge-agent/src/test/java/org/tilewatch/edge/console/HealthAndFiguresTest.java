package org.tilewatch.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.health.StationState.Condition;

@Timeout(30)
final class HealthAndFiguresTest {

    private static final String NUMBER = "(NaN|-?[0-9.]+(E-?[0-9]+)?)";

    @TempDir
    Path folder;

    @Test
    void readyIsToldOnceEverythingIsLearned() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            station.health.learned(2);
            assertThat(station.get("/ready")).startsWith("HTTP/1.1 503").endsWith("learning, 2 of 3 looks\n");

            station.health.learned(3);
            assertThat(station.get("/ready")).startsWith("HTTP/1.1 200").endsWith("ready\n");
        }
    }

    @Test
    void aLoopThatEndedIsNotHealthy() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            assertThat(station.get("/health")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nok\n");

            station.alive.set(false);
            assertThat(station.get("/health")).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void whatWasCountedIsTold() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            station.tally.look("changed", 1_700_000_000);
            station.tally.look("changed", 1_700_000_001);
            station.tally.stage("decode", 250_000_000);
            station.tally.stage("decode", 500_000_000);
            station.tally.quarantined("not-an-image");
            station.health.raise(Condition.DISK_LOW, "no room");

            assertThat(station.get("/metrics"))
                    .containsIgnoringCase("Content-Type: text/plain; version=0.0.4; charset=utf-8")
                    .contains("\ntilewatch_looks_total{verdict=\"changed\"} 2\n")
                    .contains("\ntilewatch_looks_total{verdict=\"unusable\"} 0\n")
                    .contains("\ntilewatch_stage_seconds_sum{stage=\"decode\"} 0.75\n")
                    .contains("\ntilewatch_stage_seconds_count{stage=\"decode\"} 2\n")
                    .contains("\ntilewatch_files_quarantined_total{reason=\"not-an-image\"} 1\n")
                    .contains("\ntilewatch_condition_open{code=\"disk-low\"} 1\n")
                    .contains("\ntilewatch_last_look_timestamp_seconds 1700000001\n")
                    .contains("\ntilewatch_build_info{station=\"han-01\",version=\"9.9\"} 1\n");
        }
    }

    @Test
    void everyLineHasTheFormThatPrometheusReads() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            String text = station.get("/metrics").split("\r\n\r\n", 2)[1];
            String sample = "[a-z_]+(\\{[a-z]+=\"[^\"\\n]*\"(,[a-z]+=\"[^\"\\n]*\")*\\})? " + NUMBER;

            assertThat(text.lines())
                    .isNotEmpty()
                    .allMatch(
                            line -> line.matches("# HELP [a-z_]+ .+|# TYPE [a-z_]+ (gauge|counter|summary)|" + sample));
        }
    }

    @Test
    void everySeriesIsDocumentedAndEveryDocumentedOneIsThere() throws IOException {
        String document = Files.readString(Path.of("../deploy/INTERFACES.md"));
        String figures = document.split("## Figures", 2)[1].split("\n## ", 2)[0];
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            station.tally.stage("decode", 1);
            String text = station.get("/metrics");
            List<String> told = names("(?m)^# TYPE ([a-z_]+) ", text);
            List<String> written = names("`((?:tilewatch|process)_[a-z_]+)", figures).stream()
                    .map(name -> name.replaceAll("^(tilewatch_stage_seconds)_(sum|count)$", "$1"))
                    .distinct()
                    .toList();

            assertThat(written).containsAll(told);
            assertThat(told).containsAll(written);
        }
    }

    private static List<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
