package org.tilewatch.edge.publish.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerSettingsTest {

    @Test
    void mqttAddressesAreTranslated() {
        assertThat(BrokerSettings.of("mqtt://localhost", "c").address()).isEqualTo("tcp://localhost:1883");
        assertThat(BrokerSettings.of("mqtts://broker.example:8884", "c").address())
                .isEqualTo("ssl://broker.example:8884");
        assertThat(BrokerSettings.of("ssl://broker.example", "c").address()).isEqualTo("ssl://broker.example:8883");
        assertThat(BrokerSettings.of("MQTT://[::1]:1884", "c").address()).isEqualTo("tcp://[::1]:1884");
    }

    @Test
    void aPlainConnectionIsAllowedToThisMachineOnly() {
        assertThat(BrokerSettings.of("mqtt://127.0.0.1:1883", "c").problems()).isEmpty();
        assertThat(BrokerSettings.of("tcp://localhost", "c").problems()).isEmpty();
        assertThat(BrokerSettings.of("mqtt://127.0.0.1.example.org", "c").problems())
                .singleElement()
                .asString()
                .contains("insecure: true");
        assertThat(insecure("mqtt://broker.example.org").problems()).isEmpty();
    }

    @Test
    void addressesThatAreNoneAreToldSo() {
        for (String url :
                new String[] {"", "broker", "http://localhost", "mqtt://", "mqtt://a b", "mqtt://localhost:99999"}) {
            assertThat(BrokerSettings.of(url, "c").problems()).as(url).isNotEmpty();
        }
    }

    @Test
    void aPasswordThatEverybodyCanReadIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "secret\nmore\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(withPassword(file).problems())
                .singleElement()
                .asString()
                .contains("chmod")
                .doesNotContain("secret");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(withPassword(file).problems()).isEmpty();
        assertThat(withPassword(file).password().orElseThrow()).asString().isEqualTo("secret");
    }

    @Test
    void aFileThatIsMissingOrHoldsSomethingElseIsNamed(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("ca.pem"), "hello");
        assertThat(withPassword(folder.resolve("none")).problems())
                .singleElement()
                .asString()
                .contains("does not exist");
        assertThat(withCa(text).problems()).singleElement().asString().contains("ca.pem", "no certificate");
    }

    private static BrokerSettings insecure(String url) {
        return new BrokerSettings(
                url,
                "c",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static BrokerSettings withPassword(Path file) {
        return new BrokerSettings(
                "mqtt://localhost",
                "c",
                Optional.of("han"),
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static BrokerSettings withCa(Path file) {
        return new BrokerSettings(
                "mqtts://localhost",
                "c",
                Optional.empty(),
                Optional.empty(),
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
