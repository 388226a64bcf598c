package org.tilewatch.edge.command.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.site.watched.Region;
import picocli.CommandLine;

final class InitCommandTest {

    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"hobby", "station"})
    void whatItWritesHoldsAndIsUnderFortyLines(String profile) throws Exception {
        int exitCode = run("", "--profile", profile, "--yes", "--name", "Höhe \"7\"", "--place", "-33.9,151.2");

        Config config = Config.read(folder.resolve("station.yaml"));
        assertThat(exitCode).isZero();
        assertThat(config.station().name()).isEqualTo("Höhe \"7\"");
        assertThat(config.station().id()).isEqualTo("h-he-7");
        assertThat(config.sites())
                .singleElement()
                .satisfies(site -> assertThat(site.name()).isEqualTo("home"));
        assertThat(config.homeAssistant().isPresent()).isEqualTo(profile.equals("hobby"));
        assertThat(Files.readAllLines(folder.resolve("station.yaml"))).hasSizeLessThan(40);
        assertThat(said.toString()).doesNotContain("to be mended");
        assertThat(folder.resolve("inbox")).isDirectory();
    }

    @Test
    void anInboxThatCannotBeMadeIsNoted() throws Exception {
        Path file = Files.createFile(folder.resolve("taken"));

        int exitCode = run(
                "", "--yes", "--place", "1,2", "--inbox", file.resolve("inbox").toString());

        assertThat(exitCode).isZero();
        assertThat(said.toString()).contains("note: the inbox " + file.resolve("inbox") + " could not be made");
    }

    @Test
    void fourQuestionsAreAskedAndAWrongAnswerIsAskedForAgain() throws Exception {
        int exitCode = run("Garden dish\n127.5 east\n39.8, 127.5\n\nmqtt://broker.example.org\n", "--profile", "hobby");

        Config config = Config.read(folder.resolve("station.yaml"));
        assertThat(exitCode).isZero();
        assertThat(said.toString()).contains("called?", "a place is latitude, longitude", "images arrive?", "broker?");
        assertThat(config.station().id()).isEqualTo("garden-dish");
        assertThat(config.station().location())
                .hasValueSatisfying(
                        place -> assertThat(place.longitudeDegrees()).isEqualTo(127.5));
        assertThat(config.mqtt().insecure()).isTrue();
    }

    @Test
    void theSiteIsASquareOnTheGround() throws Exception {
        run("", "--profile", "hobby", "--yes", "--place", "60,10");

        // 120 km: 1.078 degrees of latitude, twice as many of longitude at 60 degrees north.
        assertThat(Files.readString(folder.resolve("sites.geojson")))
                .contains("[8.92203, 59.46101]", "[11.07797, 60.53899]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"52,179.995", "52,-179.995"})
    void theSiteOfAPlaceAtTheAntimeridianGoesOnBeyondIt(String place) throws Exception {
        int exitCode = run("", "--profile", "station", "--yes", "--place", place);

        assertThat(exitCode).isZero();
        assertThat(Config.read(folder.resolve("station.yaml")).sites())
                .singleElement()
                .satisfies(site ->
                        assertThat(new Region(site.outlines()).squareMetres()).isCloseTo(4e6, withinPercentage(1)));
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Files.writeString(folder.resolve("sites.geojson"), "mine");

        assertThat(run("", "--yes", "--place", "39.8,127.5")).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("sites.geojson"))).isEqualTo("mine");
        assertThat(folder.resolve("station.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--place | 95,10",
                "--place | somewhere",
                "--broker | http://localhost",
                "--broker | mqtt://u:p@localhost",
                "--profile | yacht"
            })
    void whatCannotBeMeantIsWrongUsageAndWritesNothing(String option, String value) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--yes", option, value));
        if (!option.equals("--place")) {
            arguments.addAll(List.of("--place", "1,1"));
        }

        assertThat(run("", arguments.toArray(new String[0]))).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutAnyAnswerThePlaceIsMissed() throws Exception {
        assertThat(run("")).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    private int run(String typed, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--dir", folder.toString()));
        arguments.addAll(List.of(options));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(Charset.defaultCharset())));
        try {
            return new CommandLine(new InitCommand())
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .execute(arguments.toArray(new String[0]));
        } finally {
            System.setIn(before);
        }
    }
}
