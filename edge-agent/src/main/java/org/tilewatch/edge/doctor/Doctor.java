package org.tilewatch.edge.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.doctor.Finding.Level;

/** Runs checks one after the other and writes a line for each as soon as it is known. */
public final class Doctor {

    private static final String RESET = "\u001b[0m";

    private final List<Check> checks;
    private final boolean coloured;

    /** @param coloured with ANSI colours; for terminals only */
    public Doctor(List<Check> checks, boolean coloured) {
        this.checks = List.copyOf(checks);
        this.coloured = coloured;
    }

    /** Runs all checks, also after one has failed; the exit code: 0 if none failed, else 1. */
    public int run(Appendable out) {
        int failed = 0;
        for (Check check : checks) {
            Finding finding = look(check);
            write(out, line(finding));
            if (finding.level() == Level.FAIL) {
                failed++;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    /** A check with a bug must not hide the findings of the others. */
    private static Finding look(Check check) {
        try {
            return check.run();
        } catch (RuntimeException e) {
            return Finding.fail("doctor", "A check broke off, which is a bug in this program: " + e);
        }
    }

    private String line(Finding finding) {
        String level = String.format(Locale.ROOT, "%-4s", finding.level().name().toLowerCase(Locale.ROOT));
        String shown = coloured ? colour(finding.level()) + level + RESET : level;
        return String.format(Locale.ROOT, "%s  %-12s  %s", shown, finding.name(), finding.sentence());
    }

    private static String colour(Level level) {
        return switch (level) {
            case OK -> "\u001b[32m";
            case WARN -> "\u001b[33m";
            case FAIL -> "\u001b[31m";
        };
    }

    private static void write(Appendable out, String line) {
        try {
            out.append(line).append(System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
