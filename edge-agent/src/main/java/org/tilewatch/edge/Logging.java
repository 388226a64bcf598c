package org.tilewatch.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

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
}
