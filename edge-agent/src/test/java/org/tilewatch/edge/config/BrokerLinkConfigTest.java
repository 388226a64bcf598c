package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerLinkConfigTest {

    @TempDir
    Path folder;

    private WrittenConfig written;

    @BeforeEach
    void nameTheFile() {
        written = new WrittenConfig(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: 'http://localhost' | mqtt.url | mqtts://HOST",
                "url: 'tcp://u:p@localhost' | mqtt.url | without user or password",
                "url: 'tcp://localhost:70000' | mqtt.url | mqtts://HOST",
                "url: 'tcp://127.0.0.1.example.org' | mqtt.url | in the clear",
                "url: 'ssl://b.org', certFile: pem | mqtt.certFile | together with mqtt.keyFile",
                "url: 'ssl://b.org', keyFile: key | mqtt.keyFile | together with mqtt.certFile",
                "url: 'tcp://localhost', caFile: pem | mqtt.caFile | no effect on a plain link",
                "url: 'tcp://localhost', passwordFile: key | mqtt.passwordFile | together with mqtt.user",
                "url: 'tcp://localhost', user: me, passwordFile: open | mqtt.passwordFile | read by everybody",
                "url: 'tcp://localhost', user: me, passwordFile: empty | mqtt.passwordFile | is empty",
                "url: 'tcp://localhost', user: me, passwordFile: . | mqtt.passwordFile | is a folder",
                "url: 'tcp://localhost', root: /a | mqtt.root | levels between slashes",
                "url: 'tcp://localhost', root: a/# | mqtt.root | levels between slashes",
                "url: 'tcp://localhost', commands: [format] | mqtt.commands | a list of accept, reject",
                "url: 'tcp://localhost', commands: [arm, arm] | mqtt.commands | at most once",
                "url: 'tcp://localhost', insecure: yes | mqtt.insecure | true or false",
            })
    void linkThatIsNotSafeOrNotCompleteIsRefused(String keys, String key, String part) throws IOException {
        Files.writeString(folder.resolve("pem"), "-");
        written.secret("key");
        Files.writeString(written.secret("empty"), "");
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("open"), "p"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(written.problems(WrittenConfig.LEAST.replace("url: \"tcp://localhost:1883\"", keys)))
                .singleElement()
                .asString()
                .contains(": " + key + ": ")
                .contains(part);
    }

    @Test
    void aPasswordInAnAddressIsNotRepeatedInTheMessage() throws IOException {
        String keys = WrittenConfig.LEAST.replace("tcp://localhost:1883", "mqtts://han:geheim@b.example.org");

        assertThat(written.problems(keys))
                .singleElement()
                .asString()
                .contains("'mqtts://***@b.example.org' does not fit")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://localhost", "mqtt://127.0.0.1:1884", "tcp://[::1]:1883", "ssl://b.example.org"})
    void plainLinkToThisMachineAndSafeLinkToOthersAreTaken(String url) throws Exception {
        assertThat(written.read(WrittenConfig.LEAST.replace("tcp://localhost:1883", url))
                        .mqtt()
                        .url())
                .isEqualTo(URI.create(url));
    }

    @Test
    void plainLinkToAnotherMachineNeedsTheWordInsecure() throws Exception {
        Config config =
                written.read(WrittenConfig.LEAST.replace("\"tcp://localhost:1883\"", "'tcp://b.org', insecure: true"));

        assertThat(config.mqtt().plain()).isTrue();
    }

    @Test
    void passwordIsTheFirstLineOfItsFile() throws Exception {
        Files.writeString(written.secret("password"), "open sesame\n\n");

        Config config =
                written.read(WrittenConfig.LEAST.replace("mqtt: {", "mqtt: { user: me, passwordFile: password,"));

        assertThat(config.mqtt().password()).isEqualTo(Optional.of("open sesame"));
        assertThat(config.toString()).doesNotContain("sesame");
    }
}
