package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotifyConfigTest {

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
                "mostPerHour: 5 | notify.url | tells nobody",
                "url: 'http://ntfy.example.org/x' | notify.url | in the clear to 'ntfy.example.org'",
                "url: 'https://u:p@ntfy.sh/x' | notify.url | without user or password",
                "url: 'https://ntfy.sh/x', urlFile: address | notify.urlFile | a second address",
                "urlFile: nonsense | notify.urlFile | holds no address",
                "urlFile: plain | notify.urlFile | in the clear",
                "command: [/bin/sh], tokenFile: address | notify.tokenFile | stands alone",
                "command: [/nowhere/tell] | notify.command | no program that this user can run",
                "command: [sh] | notify.command | a program's whole path",
                "command: [] | notify.command | a list of 1 to 16",
                "url: 'https://ntfy.sh/x', quietHours: '22-7' | notify.quietHours | HH:MM-HH:MM",
                "url: 'https://ntfy.sh/x', quietHours: '22:00-22:00' | notify.quietHours | HH:MM-HH:MM",
                "url: 'https://ntfy.sh/x', severities: [loud] | notify.severities | urgent, routine",
            })
    void whatCannotBeMeantIsRefused(String keys, String key, String part) throws IOException {
        Files.writeString(written.secret("address"), "https://ntfy.sh/hidden\n");
        Files.writeString(written.secret("nonsense"), "hidden\n");
        Files.writeString(written.secret("plain"), "http://example.org/hidden\n");

        assertThat(written.problems(WrittenConfig.LEAST + "notify: { " + keys + " }\n"))
                .singleElement()
                .asString()
                .contains(": " + key + ": ")
                .contains(part)
                .doesNotContain("hidden");
    }

    @Test
    void aSecretAddressIsReadFromItsFileAndStandsInNoSetting() throws Exception {
        Files.writeString(written.secret("address"), "https://ntfy.sh/hidden\n");

        Config config = written.read(WrittenConfig.LEAST
                + "notify: { urlFile: address, quietHours: '22:00-07:00', severities: [urgent, routine] }\n");
        Config.Notify notices = config.notices().orElseThrow();

        assertThat(notices.address()).contains(URI.create("https://ntfy.sh/hidden"));
        assertThat(notices.quietHours()).contains(new Config.QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)));
        assertThat(notices.severities()).containsExactly(Config.Told.URGENT, Config.Told.ROUTINE);
        assertThat(config.toString()).doesNotContain("hidden");
    }

    @Test
    void whatIsNotWrittenHasItsDefault() throws Exception {
        Config.Notify notices = written.read(WrittenConfig.LEAST + "notify: { command: [/bin/sh, -c, 'true'] }\n")
                .notices()
                .orElseThrow();

        assertThat(notices.command()).isEqualTo(List.of("/bin/sh", "-c", "true"));
        assertThat(notices.severities()).containsExactly(Config.Told.URGENT);
        assertThat(notices.mostPerHour()).isEqualTo(12);
        assertThat(written.read(WrittenConfig.LEAST).notices()).isEmpty();
        assertThat(written.read(WrittenConfig.LEAST).homeAssistant()).isEmpty();
    }
}
