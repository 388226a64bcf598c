package org.tilewatch.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets up what is logged: one line per change of state on stderr, libraries kept quiet (resource logging.properties). */
public final class Logging {

    private static final String RESOURCE = "logging.properties";
    private static final String QUIET = "org.tilewatch.level = INFO";
    private static final String VERBOSE = "org.tilewatch.level = FINE";

    private Logging() {}

    /** Replaces the logging of this JVM; {@code verbose} adds our debug lines. To be called before anything is logged. */
    public static void setUp(boolean verbose) {
        try (InputStream resource = Logging.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("resource " + RESOURCE + " is missing");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            String chosen = verbose ? text.replace(QUIET, VERBOSE) : text;
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(chosen.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("logging could not be set up", e);
        }
    }

    /**
     * Writes a log record as {@code HH:mm:ss LEVEL stage  message}, the stage being the package that speaks.
     *
     * <p>Names of files and texts of brokers are told as they are, but for what would begin a line or change a terminal: that becomes
     * {@code ?}, so that nobody writes lines of his own. A failure is told in the same line. Its stack trace follows where somebody will have to look for a bug: at level ERROR, and
     * wherever debug lines are shown.
     */
    public static final class LogLine extends Formatter {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

        /** Control characters, separators of lines, and what turns the direction of text. */
        private static final Pattern UNPRINTABLE =
                Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

        private final Logger ours = Logger.getLogger("org.tilewatch");

        /** Made by name by java.util.logging. */
        public LogLine() {}

        @Override
        public String format(LogRecord line) {
            @Nullable Throwable failure = line.getThrown();
            String head = "%s %-5s %-8s %s%s"
                    .formatted(
                            TIME.format(line.getInstant()),
                            level(line.getLevel()),
                            stage(line.getLoggerName()),
                            formatMessage(line),
                            failure == null ? "" : " (" + failure + ")");
            boolean inFull = failure != null && (line.getLevel().equals(Level.SEVERE) || ours.isLoggable(Level.FINE));
            return UNPRINTABLE.matcher(head).replaceAll("?") + "\n" + (inFull ? trace(failure) : "");
        }

        private static String level(Level level) {
            int value = level.intValue();
            if (value >= Level.SEVERE.intValue()) {
                return "ERROR";
            }
            if (value >= Level.WARNING.intValue()) {
                return "WARN";
            }
            return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
        }

        private static String stage(@Nullable String logger) {
            if (logger == null || logger.isEmpty()) {
                return "-";
            }
            String[] levels = logger.split("\\.", -1);
            return levels[Math.max(0, levels.length - 2)];
        }

        private static String trace(Throwable failure) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return text.toString()
                    .lines()
                    .map(each ->
                            "  " + UNPRINTABLE.matcher(each.replace("\t", "  ")).replaceAll("?") + "\n")
                    .collect(Collectors.joining());
        }
    }
}
