package org.tilewatch.edge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. */
@Timeout(30)
final class OwnProgramTest {

    @TempDir
    Path folder;

    @Test
    void itHasTheAlertAsInputThePicturesBesideItAndWhatItSaysInVariables() throws Exception {
        program("cat > ../stdin; cp after.jpg alert.json ..; env > ../env; printf '%s' \"$1\" > ../argument", "a b")
                .tell(SampleNotices.of(1, Map.of("after", new byte[] {7})));

        assertThat(Files.readString(folder.resolve("stdin"))).isEqualTo(Files.readString(folder.resolve("alert.json")));
        assertThat(Files.readAllBytes(folder.resolve("after.jpg"))).containsExactly(7);
        assertThat(Files.readString(folder.resolve("argument"))).isEqualTo("a b");
        assertThat(Files.readAllLines(folder.resolve("env")))
                .contains("TILEWATCH_SITE=harbour", "TILEWATCH_SEVERITY=urgent", "TILEWATCH_COUNT=1")
                .anySatisfy(line -> assertThat(line).startsWith("TILEWATCH_TEXT=Structure appeared"))
                .noneSatisfy(line -> assertThat(line).startsWith("JAVA_HOME="));
        assertThat(folder.resolve("scratch")).doesNotExist();
    }

    @Test
    void whatASiteIsCalledIsNeverRunAsACommand() throws Exception {
        program("printf '%s' \"$TILEWATCH_TITLE\" > ../title").tell(SampleNotices.of(1, Map.of()));

        assertThat(Files.readString(folder.resolve("title"))).isEqualTo("Höhe 7: harbour");
    }

    @Test
    void aFailureIsToldWithWhatTheProgramSaid() {
        assertThatThrownBy(() -> program("echo no phone here; exit 3").tell(SampleNotices.of(1, Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessage("it ended with 3: no phone here");
    }

    @Test
    void aProgramThatDoesNotEndIsEndedWithItsChildren() throws Exception {
        Recipient slow = new OwnProgram(
                List.of("/bin/sh", "-c", "sleep 600 & echo $! > ../child; sleep 600"),
                Duration.ofSeconds(1),
                folder.resolve("scratch"));

        assertThatThrownBy(() -> slow.tell(SampleNotices.of(1, Map.of()))).hasMessage("it did not end within 1 s");

        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(each -> each.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private Recipient program(String script, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return new OwnProgram(command, Duration.ofSeconds(10), folder.resolve("scratch"));
    }
}
