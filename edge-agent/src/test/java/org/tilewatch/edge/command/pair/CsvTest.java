package org.tilewatch.edge.command.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.config.document.WrongConfiguration;

final class CsvTest {

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("x.csv"), text);
    }

    @Test
    void quotedFieldsHoldCommasQuotesAndLineBreaks() throws Exception {
        List<Csv.Row> rows = Csv.read(file("\uFEFFa,b\r\n\"1,\"\"x\"\"\",\"two\nlines\"\r\n\n,3"));

        assertThat(rows)
                .containsExactly(
                        new Csv.Row(1, List.of("a", "b")),
                        new Csv.Row(2, List.of("1,\"x\"", "two\nlines")),
                        new Csv.Row(5, List.of("", "3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n1\n", "a,b\n\"1,2\n", "a,b\nx\"y,2\n", "a,b\n\"x\"y,2\n", "a,b\r1,2"})
    void whatIsNotSoundIsRefused(String text) throws Exception {
        Path file = file(text);

        assertThatThrownBy(() -> Csv.read(file))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining("x.csv");
    }

    @Test
    void theLineOfAProblemIsTold() throws Exception {
        Path file = file("a,b\n\"1\n1\",2\n1,2,3\n");

        assertThatThrownBy(() -> Csv.read(file))
                .hasMessageContaining("x.csv:4:1")
                .hasMessageContaining("3 fields");
    }

    @Test
    void otherEncodingsAreRefused() throws Exception {
        Path file = Files.write(folder.resolve("x.csv"), "a,\u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("UTF-8");
    }
}
