package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.config.document.WrongConfiguration;

final class ConfigFileFormTest {

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
                "a: &x 1 | anchor or alias",
                "a: &x [1, 2]#b: [*x, *x] | anchor or alias",
                "a: 1#---#b: 2 | a second document",
                "a: [[[[1]]]] | nested too deeply",
                "a: {b | is not YAML",
                "'' | holds no keys",
                "[1] | holds no keys",
                "? [1] : 2 | a key that is not a word",
            })
    void whatIsNoSimpleMapOfKeysIsRefused(String text, String part) throws IOException {
        assertThat(written.problems(text.replace("#", "\n")))
                .anySatisfy(told ->
                        assertThat(told).startsWith(written.file() + ":").contains(part));
    }

    @Test
    void deepNestingIsRefusedBeforeATreeIsBuilt() throws IOException {
        assertThat(written.problems("a: " + "[".repeat(500_000)))
                .singleElement()
                .asString()
                .contains("nested too deeply");
    }

    @Test
    void fileOverOneMebibyteIsNotRead() throws IOException {
        assertThat(written.problems(WrittenConfig.LEAST + "#".repeat(1 << 20)))
                .singleElement()
                .asString()
                .contains("larger than 1048576 bytes");
    }

    @Test
    void fileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(written.file(), "state: \u00fc".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Config.read(written.file())).hasMessageContaining("is not text in UTF-8");
    }

    @Test
    void fileThatIsNotThereIsAProblemOfTheConfiguration() {
        assertThatThrownBy(() -> Config.read(written.file()))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessage(written.file() + ":1:1: file: does not exist; allowed: a YAML file");
    }
}
