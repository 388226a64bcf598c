package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.config.Config.Setting;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.sites.SitesFileTest;

final class ConfigTest {

    @TempDir
    Path folder;

    private WrittenConfig written;

    @BeforeEach
    void nameTheFile() {
        written = new WrittenConfig(folder);
    }

    @Test
    void sampleOfTheInterfacePageIsAccepted() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "-");
        Files.writeString(folder.resolve("han-01.pem"), "-");
        written.secret("han-01.key");
        Files.writeString(
                folder.resolve("sites.geojson"), SitesFileTest.collection(SitesFileTest.feature("harbour", "")));

        Config config = written.read("""
            station: { id: han-01, name: Hana roof, location: [127.5, 39.8] }
            inbox: { folder: %1$s/inbox, afterwards: move, sidecarWait: 30s }
            state: %1$s/state
            mqtt: { url: "mqtts://broker.example.org:8883", caFile: ca.pem, certFile: han-01.pem, keyFile: han-01.key, commands: [accept, reject, silence] }
            sites: %1$s/sites.geojson
            alerts: { falsePerHundredTiles: 2 }
            lamps: { driver: gpio, chip: gpiochip0, ready: 17, working: 18, alert: 27, fault: 22, link: 24, buzzer: 23, silence: 25 }
            console: { listen: "127.0.0.1:8090" }
            retention: { maxBytes: 8 GiB, maxAge: 90d }
            threads: 2
            """.formatted(folder));

        assertThat(config.station().location()).contains(new Config.Location(127.5, 39.8));
        assertThat(config.inbox().afterwards()).isEqualTo(Config.Afterwards.MOVE);
        assertThat(config.inbox().sidecarWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.mqtt().url()).isEqualTo(URI.create("mqtts://broker.example.org:8883"));
        assertThat(config.mqtt().keyFile()).contains(folder.resolve("han-01.key"));
        assertThat(config.mqtt().commands()).containsExactly(Config.Cmd.ACCEPT, Config.Cmd.REJECT, Config.Cmd.SILENCE);
        assertThat(config.sites()).extracting(site -> site.name()).containsExactly("harbour");
        assertThat(config.lamps().orElseThrow().silence()).contains("25");
        assertThat(config.console().orElseThrow().listen()).isEqualTo(new Config.Listen("127.0.0.1", 8090));
        assertThat(config.retention())
                .isEqualTo(new Config.Retention(
                        8L << 30, Duration.ofDays(90), 2L << 30, Duration.ofDays(400), Optional.of(16L << 30)));
        assertThat(config.threads()).isEqualTo(2);
    }

    @Test
    void whatIsNotWrittenHasItsDefault() throws Exception {
        Config config = written.read(WrittenConfig.LEAST);

        assertThat(config.station().name()).isEqualTo("han-01");
        assertThat(config.inbox().afterwards()).isEqualTo(Config.Afterwards.MOVE);
        assertThat(config.inbox().keptFolder()).isEqualTo(folder.resolve("state/kept"));
        assertThat(config.mqtt().root()).isEqualTo("tilewatch/1");
        assertThat(config.mqtt().commands()).isEmpty();
        assertThat(config.alerts().falsePerHundredTiles()).isEqualTo(2.0);
        assertThat(config.lamps()).isEmpty();
        assertThat(config.console()).isEmpty();
        assertThat(config.retention())
                .isEqualTo(new Config.Retention(
                        8L << 30, Duration.ofDays(90), 2L << 30, Duration.ofDays(400), Optional.of(16L << 30)));
    }

    @Test
    void inAFolderOfOnesOwnImagesAreOnlyDeletedIfAskedFor() throws Exception {
        String own = WrittenConfig.LEAST.replace("inbox: {", "inbox: { keptFolder: mine,");

        assertThat(written.read(own).retention().keptBytes()).isEmpty();
        assertThat(written.read(own + "\nretention: { keptBytes: 1 GiB }\n")
                        .retention()
                        .keptBytes())
                .contains(1L << 30);
    }

    @Test
    void theNetworkIsTheBuiltInOneAFileOrNone() throws Exception {
        Path own = Files.writeString(folder.resolve("own.onnx"), "-");
        Path called = Files.writeString(folder.resolve("none"), "-");

        assertThat(written.read(WrittenConfig.LEAST).network()).isEqualTo(new Config.Network(true, Optional.empty()));
        assertThat(written.read(WrittenConfig.LEAST + "network: own.onnx").network())
                .isEqualTo(new Config.Network(true, Optional.of(own)));
        assertThat(written.read(WrittenConfig.LEAST + "network: none").network())
                .isEqualTo(new Config.Network(false, Optional.empty()));
        assertThat(written.read(WrittenConfig.LEAST + "network: ./none").network())
                .isEqualTo(new Config.Network(true, Optional.of(called)));
    }

    @Test
    void relativePathsStartAtTheFolderOfTheFile() throws Exception {
        assertThat(written.read(WrittenConfig.LEAST).inbox().folder()).isEqualTo(folder.resolve("in"));
    }

    @Test
    void settingsTellEachValueWithItsLine() throws Exception {
        assertThat(written.read(WrittenConfig.LEAST).settings())
                .contains(
                        new Setting("state", "state", 3, 1),
                        new Setting("mqtt.url", "tcp://localhost:1883", 4, 9),
                        new Setting("threads", "2", 0, 0));
    }

    @Test
    void checkingMakesNoFolder() throws Exception {
        written.read(WrittenConfig.LEAST);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(written.file());
        }
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFile() throws IOException {
        List<String> told = written.problems("""
            station: { id: Han_01 }
            inbox: { fodler: in }
            mqtt: { url: "tcp://broker.example.org", url: "tcp://localhost" }
            threads: 65
            """);

        assertThat(told)
                .containsExactly(
                        written.file() + ":1:1: state: is missing; allowed: a folder, or a place where one can be made",
                        written.file() + ":1:12: station.id: 'Han_01' does not fit; allowed: 1 to 32 of a-z, 0-9 and -",
                        written.file()
                                + ":2:1: inbox.folder: is missing; allowed: a folder, or a place where one can be made",
                        written.file() + ":2:10: inbox.fodler: is no known key; did you mean 'folder'?",
                        written.file()
                                + ":3:9: mqtt.url: would send everything in the clear to 'broker.example.org'; allowed:"
                                + " mqtts:// or ssl://, a broker on this machine, or 'insecure: true' beside it",
                        written.file() + ":3:42: mqtt.url: is written twice, first in line 3; allowed: once",
                        written.file() + ":4:1: threads: '65' does not fit; allowed: a whole number from 1 to 64");
    }

    @Test
    void chipAndLinesMayBeGivenByName() throws IOException, WrongConfiguration {
        Config.Lamps lamps = written.read(
                        WrittenConfig.LEAST + "lamps: { driver: gpio, chip: pinctrl-rp1, ready: GPIO17, alert: 27 }\n")
                .lamps()
                .orElseThrow();

        assertThat(lamps.chip()).isEqualTo("pinctrl-rp1");
        assertThat(lamps.ready()).contains("GPIO17");
        assertThat(lamps.alert()).contains("27");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "station: x | station | allowed: keys of its own, such as id, name, location",
                "sites: no.geojson | sites | does not exist",
                "network: no.onnx | network | no.onnx' does not exist; allowed: an ONNX file that this user"
                        + " can read, or none",
                "network: . | network | is a folder",
                "network: | network | has no value",
                "network: [none] | network | or none",
                "netwrk: none | netwrk | did you mean 'network'?",
                "inbxo: { folder: in } | inbxo | did you mean 'inbox'?",
                "baseUrl: http://x.org | baseUrl | did you mean 'links.baseUrl'?",
                "zebra: 1 | zebra | allowed: alerts, console,",
                "links: { baseUrl: 'http://me:secret@x.org' } | links.baseUrl | without user or password",
                "alerts: { falsePerHundredTiles: 0.009 } | alerts.falsePerHundredTiles | 0.01 to 100",
                "alerts: { falsePerHundredTiles: .nan } | alerts.falsePerHundredTiles | 0.01 to 100",
                "alerts: { falsePerHundredTiles: '2' } | alerts.falsePerHundredTiles | 0.01 to 100",
                "alerts: { falsePerHundredTiles: } | alerts.falsePerHundredTiles | has no value",
                "threads: 1.5 | threads | whole number",
                "retention: { maxBytes: 8 GB } | retention.maxBytes | such as 500 MiB",
                "retention: { maxBytes: 63 MiB } | retention.maxBytes | from 64 MiB",
                "retention: { archiveBytes: 15 MiB } | retention.archiveBytes | from 16 MiB",
                "retention: { archiveAge: 1h } | retention.archiveAge | from 1d",
                "retention: { maxAge: 90 } | retention.maxAge | such as 500ms",
                "retention: { maxAge: 23h } | retention.maxAge | from 1d",
                "lamps: { driver: pins } | lamps.driver | gpio, console",
                "lamps: { ready: 17 } | lamps.driver | is missing",
                "lamps: { driver: gpio } | lamps.driver | at least one lamp",
                "lamps: { driver: gpio, ready: 17, fault: 17 } | lamps.fault | taken by lamps.ready",
                "lamps: { driver: gpio, ready: GPIO17, fault: GPIO17 } | lamps.fault | taken by lamps.ready",
                "lamps: { driver: gpio, alert: 27, ready: 512 } | lamps.ready | from 0 to 511, or a name such as"
                        + " GPIO17",
                "lamps: { driver: gpio, alert: 27, ready: 'GPIO 17' } | lamps.ready | from 0 to 511, or a name such as"
                        + " GPIO17",
                "lamps: { driver: gpio, chip: 'gpio chip', ready: 17 } | lamps.chip | such as gpiochip0 or pinctrl-rp1",
                "console: { listen: '0.0.0.0:8090' } | console.listen | without a token",
                "console: { listen: '127.0.0.1:70000' } | console.listen | HOST:PORT",
                "console: { listen: 8090 } | console.listen | HOST:PORT",
            })
    void wrongValueIsToldWithItsKeyAndWhatIsAllowed(String line, String key, String part) throws IOException {
        String rest = line.startsWith("station")
                ? WrittenConfig.LEAST.lines().skip(1).reduce("", (a, b) -> a + b + "\n")
                : WrittenConfig.LEAST;

        assertThat(written.problems(rest + line))
                .singleElement()
                .asString()
                .contains(": " + key + ": ")
                .contains(part);
    }

    @Test
    void foldersOfTheAgentMustLieOutsideTheInbox() throws IOException {
        assertThat(written.problems(WrittenConfig.LEAST.replace("state: state", "state: in/state")))
                .singleElement()
                .asString()
                .contains("3:1: state: ", "lies in the inbox");
    }

    @Test
    void folderBelowAFileCannotBeMade() throws IOException {
        Files.writeString(folder.resolve("note"), "");

        assertThat(written.problems(WrittenConfig.LEAST.replace("state: state", "state: note/state")))
                .singleElement()
                .asString()
                .contains("3:1: state: ", "is no folder");
    }

    @Test
    void problemsOfTheSitesFileAreToldTogetherWithTheOthers() throws IOException {
        Files.writeString(folder.resolve("sites.geojson"), "{}");

        assertThat(written.problems(WrittenConfig.LEAST + "threads: 0\nsites: sites.geojson\n"))
                .hasSize(2)
                .anySatisfy(told -> assertThat(told).contains("threads"))
                .anySatisfy(told -> assertThat(told).contains("sites.geojson: type: is not a FeatureCollection"));
    }
}
