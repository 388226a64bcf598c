package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The interface document and the README name what the code has; LookJsonTest asks the same of the fields of a look. */
final class InterfacesDocumentTest {

    private String document = "";
    private String readme = "";

    @BeforeEach
    void read() throws IOException {
        // Before "later": what is only planned does not count as told.
        document = Files.readString(Path.of("../deploy/INTERFACES.md")).split("## Later", 2)[0];
        readme = Files.readString(Path.of("../README.md"));
    }

    @Test
    void everyCommandWithItsOptionsIsTold() {
        Map<String, CommandLine> commands = TilewatchCommand.commandLine().getSubcommands();

        assertThat(commands).isNotEmpty();
        commands.forEach((name, command) -> {
            assertThat(readme).contains("| `" + name + "` |");
            assertThat(document).contains("| `" + name + " ");
            Stream.concat(Stream.of(command), command.getSubcommands().values().stream())
                    .flatMap(each -> each.getCommandSpec().options().stream())
                    .map(option -> option.longestName())
                    .filter(option ->
                            !List.of("--help", "--version", "--verbose").contains(option))
                    .forEach(option -> assertThat(lineOf(name)).contains(option));
        });
    }

    @Test
    void everyConfigurationKeyIsTold() throws IOException {
        List<String> keys = keys();

        assertThat(keys).hasSizeGreaterThan(30);
        assertThat(keys).allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
    }

    @Test
    void everyReasonOfQuarantineIsTold() {
        assertThat(Reason.values()).allSatisfy(reason -> {
            assertThat(document).contains("`" + reason + "`");
            assertThat(readme).contains("| `" + reason + "` |");
        });
    }

    @Test
    void everyConditionIsTold() {
        assertThat(Condition.values())
                .allSatisfy(condition -> assertThat(document).contains("`" + condition.code() + "`"));
    }

    /** The rows of a command in the table. */
    private String lineOf(String command) {
        return String.join(
                "\n",
                document.lines()
                        .filter(line -> line.startsWith("| `" + command + " "))
                        .toList());
    }

    /** As the published schema has them. */
    private static List<String> keys() throws IOException {
        try (InputStream schema = Config.class.getResourceAsStream("tilewatch-config.schema.json")) {
            List<String> keys = new ArrayList<>();
            JsonNode root = JsonMapper.shared().readTree(Objects.requireNonNull(schema));
            collect("", root.path("properties"), keys);
            return keys;
        }
    }

    private static void collect(String prefix, JsonNode properties, List<String> keys) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode below = property.getValue().path("properties");
            if (below.isMissingNode()) {
                keys.add(prefix + property.getKey());
            } else {
                collect(prefix + property.getKey() + ".", below, keys);
            }
        }
    }
}
