package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class TilewatchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void helpListsTheCommandsInGroups() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .containsSubsequence("Run a station", "check", "Validates a configuration", "Exit codes");
    }

    @Test
    void everyCommandHasHelpAndFitsInto80Columns() {
        for (String name : TilewatchCommand.commandLine().getSubcommands().keySet()) {
            assertThat(run(name, "--help")).isZero();
        }
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aCommandThatIsAskedForIsTheOnlyOneThatIsRead() {
        assertThat(TilewatchCommand.commandLine().getSubcommands().keySet())
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(
                                TilewatchCommand.commandLine(name, "--help").getSubcommands())
                        .containsOnlyKeys(name));
    }

    @Test
    void versionIsTold() {
        assertThat(run("--version")).isZero();
        assertThat(out).hasToString("tilewatch " + TilewatchCommand.VERSION + System.lineSeparator());
    }

    @Test
    void unknownCommandIsWrongUsageAndANearOneIsNamed() {
        assertThat(run("chekc")).isEqualTo(2);
        assertThat(err.toString()).contains("'chekc'", "Did you mean: tilewatch check?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?", "tilewatch --help");
    }

    @Test
    void missingOptionIsWrongUsageOfThatCommand() {
        assertThat(run("check")).isEqualTo(2);
        assertThat(err.toString()).contains("--config", "tilewatch check --help");
    }

    @Test
    void failureIsToldInOneLineWithoutItsStackTrace() {
        assertThat(run("fail")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("tilewatch: fail failed: IOException: disk full; really")
                .doesNotContain("\tat ");
    }

    @Test
    void failureIsToldWithItsStackTraceWhereAskedFor() {
        assertThat(run("fail", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void whatTheFileSystemRefusesIsToldInWords(@TempDir Path folder) {
        String out = folder.resolve("nowhere/profile.yaml").toString();
        String config = folder.resolve("none.yaml").toString();

        assertThat(run("fail", "--at", out)).isEqualTo(1);
        assertThat(err.toString()).startsWith("tilewatch: fail failed: " + out + ": no such file or folder");
        assertThat(run("sites", "check", config)).isEqualTo(2);
        assertThat(err.toString()).contains(config + ": file: does not exist");
    }

    @Test
    void tooLittleMemoryIsToldInOneLineWithTheOptionThatRaisesIt() {
        assertThat(run("devour")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("tilewatch: devour failed: out of memory (Java heap space) at about ")
                .contains("TILEWATCH_JAVA_OPTS=-Xmx");
    }

    @ParameterizedTest
    @CsvSource({"123, 256", "128, 256", "495, 1024", "512, 1024", "600, 2048"})
    void theMemoryThatIsNamedIsAtLeastDouble(long mebibytes, long named) {
        CommandLine line = new CommandLine(new Devouring()).setErr(new PrintWriter(err, true));

        Failures.outOfMemory(new OutOfMemoryError("x"), line.parseArgs(), mebibytes << 20);

        assertThat(err.toString()).contains(mebibytes + " MiB", "-Xmx" + named + "m");
    }

    @Test
    void checkTellsAllProblemsOfTheConfiguration() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "station: { id: A }\nthreads: 0\n");

        assertThat(run("check", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).startsWith(file + ":"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":2:1: threads: '0'"));
    }

    @Test
    void checkShowsTheSettingsThatHold() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                "station: { id: a }\ninbox: { folder: in }\nstate: state\nmqtt: { url: 'tcp://localhost' }\n");

        assertThat(run("check", "--config", file.toString())).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^station.id +line 1 +a$")
                .containsPattern("(?m)^threads +default +2$")
                .contains("ok: " + file);
    }

    private int run(String... arguments) {
        CommandLine line = TilewatchCommand.commandLine(arguments);
        line.addSubcommand(new CommandLine(new Failing()));
        line.addSubcommand(new CommandLine(new Devouring()));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Command(name = "fail")
    private static final class Failing implements Callable<Integer> {

        @Option(names = "--at")
        private @Nullable Path at;

        @Override
        public Integer call() throws IOException {
            if (at != null) {
                Files.createFile(at);
            }
            throw new IOException("disk full\nreally");
        }
    }

    @Command(name = "devour")
    private static final class Devouring implements Callable<Integer> {

        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
