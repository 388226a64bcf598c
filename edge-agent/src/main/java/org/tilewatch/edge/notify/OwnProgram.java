package org.tilewatch.edge.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * A program of the operator that is run for each notice, without a shell, in a folder of its own that is gone afterwards: there lie
 * {@code alert.json} (also its standard input) and the pictures. It gets none of the agent's environment but the path and the home.
 */
final class OwnProgram implements Recipient {

    private static final int LONGEST_COMPLAINT = 200;
    private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TZ");

    private final List<String> command;
    private final Duration timeout;
    private final Path scratch;

    /**
     * @param command program and arguments
     * @param scratch folder that belongs to this alone
     */
    OwnProgram(List<String> command, Duration timeout, Path scratch) {
        this.command = List.copyOf(command);
        this.timeout = timeout;
        this.scratch = scratch;
    }

    @Override
    public String name() {
        return command.getFirst();
    }

    @Override
    public void tell(Notice notice) throws IOException, InterruptedException {
        clear();
        Files.createDirectories(scratch);
        try {
            Path alert = Files.writeString(scratch.resolve("alert.json"), notice.geoJson());
            for (Map.Entry<String, byte[]> picture : notice.pictures().entrySet()) {
                Files.write(scratch.resolve(picture.getKey() + ".jpg"), picture.getValue());
            }
            Path said = scratch.resolve(".said");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(scratch.toFile())
                    .redirectInput(alert.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().keySet().retainAll(KEPT);
            builder.environment().putAll(variables(notice));
            run(builder, said);
        } finally {
            clear();
        }
    }

    private void run(ProcessBuilder builder, Path said) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("it did not end within %d s".formatted(timeout.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new IOException("it ended with %d%s".formatted(process.exitValue(), complaint(said)));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String complaint(Path said) throws IOException {
        try (var in = Files.newInputStream(said)) {
            String text = new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}", " ")
                    .strip();
            return text.isEmpty() ? "" : ": " + text;
        }
    }

    private static Map<String, String> variables(Notice notice) {
        AlertSummary newest = notice.newest();
        return Map.of(
                "TILEWATCH_TITLE",
                text(notice.title()),
                "TILEWATCH_TEXT",
                text(notice.text()),
                "TILEWATCH_COUNT",
                Integer.toString(notice.count()),
                "TILEWATCH_ALERT",
                newest.id(),
                "TILEWATCH_SITE",
                text(newest.site()),
                "TILEWATCH_SEVERITY",
                notice.urgent() ? "urgent" : "routine",
                "TILEWATCH_CHANGE",
                text(newest.change()),
                "TILEWATCH_PROBABILITY",
                Double.isNaN(newest.probability()) ? "" : String.format(Locale.ROOT, "%.3f", newest.probability()),
                "TILEWATCH_ACQUIRED",
                newest.acquired().toString(),
                "TILEWATCH_LINK",
                notice.link().orElse(""));
    }

    private static String text(String told) {
        return told.replace("\0", "");
    }

    private void clear() throws IOException {
        if (!Files.exists(scratch)) {
            return;
        }
        try (Stream<Path> all = Files.walk(scratch)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
