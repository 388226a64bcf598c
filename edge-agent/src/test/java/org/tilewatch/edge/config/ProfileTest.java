package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.Profile.Subject;
import org.tilewatch.edge.config.document.WrongConfiguration;

final class ProfileTest {

    private static final String SOUND = """
        schema: 1
        id: p-0612ac813e86
        madeFor: series
        learnedFrom: {sites: 24, looks: 386}
        knots:
          - [0.1, 0.05]
          - [0.9, 0.8]
        thresholds:
          - [0.2, 0.9, 0.95]
          - [2.0, 0.5, 0.7]
        """;

    @TempDir
    private Path folder;

    @Test
    void aSoundProfileIsReadAsItStands() throws IOException, WrongConfiguration {
        Profile profile = Profile.read(written(SOUND), Subject.SERIES);

        assertThat(profile.id()).isEqualTo("p-0612ac813e86");
        assertThat(profile.knots()).hasSize(2);
        assertThat(profile.knots().getLast()).containsExactly(0.9, 0.8);
        assertThat(profile.thresholds().getLast()).containsExactly(2, 0.5, 0.7);
    }

    @Test
    void aProfileLearnedOnSomethingElseIsRefused() throws IOException {
        Path file = written(SOUND);

        assertThatThrownBy(() -> Profile.read(file, Subject.PAIRS))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining(file + ":3:1: madeFor: 'series'; needed here: pairs");
    }

    @Test
    void allThatIsWrongIsToldWithLineKeyAndValue() throws IOException {
        Path file = written(SOUND.replace("id: p-0612ac813e86", "id: P 1")
                .replace("[0.9, 0.8]", "[0.9, 0.04]")
                .replace("[0.2, 0.9, 0.95]", "[0.2, 0.9, 1.5]")
                .replace("schema: 1", "schema: 2\nshoe: 3"));

        assertThatThrownBy(() -> Profile.read(file, Subject.SERIES))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining(file + ":1:1: schema: '2'")
                .hasMessageContaining(file + ":2:1: shoe: unknown key")
                .hasMessageContaining(file + ":3:1: id: 'P 1'")
                .hasMessageContaining("knots: [0.9, 0.04] does not lie above the row before")
                .hasMessageContaining("thresholds: '[0.2, 0.9, 1.5]'");
    }

    @Test
    void aProfileThatIsCutOffIsRefused() throws IOException {
        Path file = written("schema: 1\nid: p-1\nmadeFor: series\nknots:\n  - [0.1,");

        assertThatThrownBy(() -> Profile.read(file, Subject.SERIES))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining(file + ":")
                .hasMessageContaining("is not YAML");
    }

    @Test
    void missingListsAreTold() throws IOException {
        Path file = written("schema: 1\nid: p-1\nmadeFor: series\n");

        assertThatThrownBy(() -> Profile.read(file, Subject.SERIES))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining("knots: is missing")
                .hasMessageContaining("thresholds: is missing");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), text);
    }
}
