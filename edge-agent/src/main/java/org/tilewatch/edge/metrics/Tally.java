package org.tilewatch.edge.metrics;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what the loops did since the agent started. Safe to use from any thread; nothing here waits. */
public final class Tally {

    private final Map<String, Long> looks = new TreeMap<>();
    private final Map<String, Long> quarantined = new TreeMap<>();
    private final Map<String, Long> reports = new TreeMap<>();
    private final Map<String, Stage> stages = new TreeMap<>();
    private double lastLookUnixSeconds = Double.NaN;

    /** How often a stage ran and how many seconds it took in all. */
    public record Stage(long count, double seconds) {

        Stage plus(double more) {
            return new Stage(count + 1, seconds + more);
        }
    }

    /**
     * All counts of one moment.
     *
     * @param lastLookUnixSeconds when the last look was settled, NaN before the first
     */
    public record Counts(
            Map<String, Long> looks,
            Map<String, Long> quarantined,
            Map<String, Long> reports,
            Map<String, Stage> stages,
            double lastLookUnixSeconds) {}

    /** A look was settled; {@code unixSeconds} is the wall clock. */
    public synchronized void look(String verdict, double unixSeconds) {
        looks.merge(verdict, 1L, Long::sum);
        lastLookUnixSeconds = unixSeconds;
    }

    /** A file went to quarantine. */
    public synchronized void quarantined(String reason) {
        quarantined.merge(reason, 1L, Long::sum);
    }

    /** A report was put into the outbox. */
    public synchronized void report(String severity) {
        reports.merge(severity, 1L, Long::sum);
    }

    /** A stage of one look took so long. */
    public synchronized void stage(String name, long nanos) {
        stages.merge(name, new Stage(1, nanos / 1e9), (sum, one) -> sum.plus(one.seconds()));
    }

    public synchronized Counts counts() {
        return new Counts(
                Map.copyOf(looks),
                Map.copyOf(quarantined),
                Map.copyOf(reports),
                Map.copyOf(stages),
                lastLookUnixSeconds);
    }
}
