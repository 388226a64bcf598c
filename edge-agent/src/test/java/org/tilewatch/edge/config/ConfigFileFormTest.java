package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

final class ConfigFileFormTest {

    private static final String LEAST = """
        station: { id: han-01 }
        inbox: { folder: in }
        state: state
        mqtt: { url: "tcp://localhost:1883" }
        """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("station.yaml");
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
        assertThat(problems(text.replace("#", "\n")))
                .anySatisfy(told -> assertThat(told).startsWith(file + ":").contains(part));
    }

    @Test
    void deepNestingIsRefusedBeforeATreeIsBuilt() throws IOException {
        assertThat(problems("a: " + "[".repeat(500_000)))
                .singleElement()
                .asString()
                .contains("nested too deeply");
    }

    @Test
    void fileOverOneMebibyteIsNotRead() throws IOException {
        assertThat(problems(LEAST + "#".repeat(1 << 20)))
                .singleElement()
                .asString()
                .contains("larger than 1048576 bytes");
    }

    @Test
    void fileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(file, "state: \u00fc".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Config.read(file)).hasMessageContaining("is not text in UTF-8");
    }

    @Test
    void fileThatIsNotThereIsAProblemOfTheConfiguration() {
        assertThatThrownBy(() -> Config.read(file))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessage(file + ":1:1: file: does not exist; allowed: a YAML file");
    }

    private List<String> problems(String yaml) throws IOException {
        Files.writeString(file, yaml);
        try {
            Config.read(file);
            return List.of();
        } catch (WrongConfiguration wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
    }
}
