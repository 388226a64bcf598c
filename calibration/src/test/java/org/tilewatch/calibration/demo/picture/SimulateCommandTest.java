package org.tilewatch.calibration.demo.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine command = new CommandLine(new SimulateCommand()).setErr(new PrintWriter(errors, true));

    @TempDir
    Path folder;

    @Test
    void writesOnePictureAndOneItemPerLookAndTheTruth() throws IOException {
        int code = command.execute("--looks", "14", folder.resolve("site").toString());

        assertThat(code).isZero();
        assertThat(count(".tif")).isEqualTo(14);
        assertThat(count(".json")).isEqualTo(15);
        assertThat(folder.resolve("site/truth.json")).content().contains("\"events\"");
    }

    @Test
    void doesNotWriteIntoAFolderThatHoldsSomething() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");

        int code = command.execute(folder.toString());

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("not empty").contains(folder.toString());
        assertThat(folder).isDirectoryContaining(mine::equals);
    }

    @Test
    void saysHowManyLooksAreAllowed() {
        assertThat(command.execute("--looks", "3", folder.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("14 to 60, not 3");
    }

    @Test
    void writesAFolderForEachOfManySites() {
        Path many = folder.resolve("many");

        int code = command.execute("--sites", "2", "--looks", "12", "--seed", "3", many.toString());

        assertThat(code).isZero();
        assertThat(many.resolve("000-drawn-3/truth.json")).content().contains("\"first_look\"");
        assertThat(many.resolve("001-drawn-4/truth.json")).exists();
    }

    @Test
    void saysWhichPictureAndWhichNumberIsWrong() {
        Path into = folder.resolve("x");

        assertThat(command.execute("--over", folder.resolve("no.png").toString(), into.toString()))
                .isEqualTo(2);
        assertThat(command.execute("--sites", "0", into.toString())).isEqualTo(2);
        assertThat(command.execute("--sites", "1", "--gsd", "3", into.toString()))
                .isEqualTo(2);
        assertThat(command.execute("--sites", "1", "--looks", "11", into.toString()))
                .isEqualTo(2);
        assertThat(errors.toString())
                .contains(
                        "--over: ", "no.png: no such picture", "--sites: 1 to 1000, not 0", "--gsd: 0.3 to 1, not 3.0")
                .contains("--looks: 12 to 60, not 11");
        assertThat(into).doesNotExist();
    }

    private long count(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("site"))) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
