package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoggingTest {

    @AfterEach
    void putLoggingBack() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void quietShowsOurChangesOfStateAndOnlyWarningsOfLibraries() {
        Logging.setUp(false);

        assertThat(Logger.getLogger("org.tilewatch.edge.ingest.Inbox").isLoggable(Level.INFO))
                .isTrue();
        assertThat(Logger.getLogger("org.tilewatch.edge.ingest.Inbox").isLoggable(Level.FINE))
                .isFalse();
        assertThat(Logger.getLogger("org.example.Library").isLoggable(Level.WARNING))
                .isTrue();
        assertThat(Logger.getLogger("org.example.Library").isLoggable(Level.INFO))
                .isFalse();
        assertThat(Logger.getLogger("com.pi4j.Pi4J").isLoggable(Level.WARNING)).isFalse();
        assertThat(Logger.getLogger("org.eclipse.paho.mqttv5.client").isLoggable(Level.SEVERE))
                .isFalse();
    }

    @Test
    void verboseShowsOurDebugLinesAndNoMoreOfLibraries() {
        Logging.setUp(true);

        assertThat(Logger.getLogger("org.tilewatch.edge.ingest.Inbox").isLoggable(Level.FINE))
                .isTrue();
        assertThat(Logger.getLogger("org.example.Library").isLoggable(Level.INFO))
                .isFalse();
    }

    @Test
    void lineTellsTimeLevelAndStage() {
        assertThat(line(Level.INFO, "3 files wait", null))
                .matches("\\d\\d:\\d\\d:\\d\\d INFO  ingest   3 files wait\n");
        assertThat(line(Level.WARNING, "m", null)).contains(" WARN  ");
        assertThat(line(Level.FINE, "m", null)).contains(" DEBUG ");
    }

    @Test
    void failureOutsideIsToldInTheSameLine() {
        Logging.setUp(false);

        assertThat(line(Level.WARNING, "broker away", new IOException("refused")))
                .endsWith("broker away (java.io.IOException: refused)\n")
                .hasLineCount(1);
    }

    @Test
    void aHostileNameNeitherBeginsALineNorReachesTheTerminal() {
        Logging.setUp(false);
        String name = "look\n12:00:00 INFO  edge     all is well\u001b[31m\u2028\u202E.tif";

        assertThat(line(Level.INFO, name + " goes to quarantine", null))
                .endsWith("look?12:00:00 INFO  edge     all is well?[31m??.tif goes to quarantine\n")
                .hasLineCount(1);
        assertThat(line(Level.WARNING, "not read", new IOException(name))).hasLineCount(1);
        assertThat(line(Level.SEVERE, "a bug", new IllegalStateException(name)).lines())
                .noneMatch(each -> each.startsWith("12:00:00"));
    }

    @Test
    void bugIsToldWithItsStackTrace() {
        Logging.setUp(false);

        assertThat(line(Level.SEVERE, "m", new IllegalStateException())).contains(" ERROR ", "    at ");
    }

    @Test
    void verboseTellsEveryStackTrace() {
        Logging.setUp(true);

        assertThat(line(Level.WARNING, "m", new IOException())).contains("    at ");
    }

    private static String line(Level level, String message, @Nullable Throwable failure) {
        LogRecord line = new LogRecord(level, message);
        line.setLoggerName("org.tilewatch.edge.ingest.Inbox");
        line.setThrown(failure);
        return new Logging.LogLine().format(line);
    }
}
