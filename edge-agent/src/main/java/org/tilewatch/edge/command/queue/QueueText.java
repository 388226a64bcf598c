package org.tilewatch.edge.command.queue;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.QueueDesk.Counts;

/** The queue as people read it. Names that came from outside are shown without control characters. */
final class QueueText {

    private QueueText() {}

    static String list(Counts counts, List<Archived> reports, Instant now) {
        StringBuilder text = new StringBuilder("%d waiting, %d dead, %d dropped by people; %.1f MiB; %d chips dropped%n"
                .formatted(
                        counts.reports().get(State.WAITING),
                        counts.reports().get(State.DEAD),
                        counts.reports().get(State.DROPPED),
                        counts.bytes() / 1024.0 / 1024.0,
                        counts.droppedChips()));
        if (!reports.isEmpty()) {
            text.append(row("state", "severity", "queued", "tries", "site", "id"));
        }
        for (Archived each : reports) {
            text.append(row(
                    state(each),
                    Topics.lower(each.severity()),
                    ago(each.queued(), now),
                    Integer.toString(each.attempts()),
                    cut(plain(each.site())),
                    each.alertId()));
            if (!each.failure().isEmpty()) {
                text.append("  %s%n".formatted(plain(each.failure())));
            }
        }
        return text.toString();
    }

    private static String row(String state, String severity, String queued, String tries, String site, String id) {
        return "%-7s %-8s %6s %5s %-12s %s%n".formatted(state, severity, queued, tries, site, id);
    }

    static String report(Archived report, Instant now) {
        StringBuilder text = new StringBuilder();
        line(text, "id", report.alertId());
        line(text, "event", plain(report.eventId()) + ", revision " + report.revision());
        line(text, "site", plain(report.site()));
        line(text, "severity", Topics.lower(report.severity()));
        line(
                text,
                "state",
                state(report) + report.left().map(each -> " " + each).orElse(""));
        line(text, "acquired", report.acquired().toString());
        line(text, "queued", report.queued() + ", " + ago(report.queued(), now) + " ago");
        line(text, "attempts", report.attempts() + (report.failure().isEmpty() ? "" : ", " + plain(report.failure())));
        line(text, "chips", report.roles().isEmpty() ? "none" : String.join(", ", report.roles()));
        line(text, "alert", plain(report.json()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-9s %s%n".formatted(name, value));
    }

    static String state(Archived report) {
        return report.state() == State.ACKNOWLEDGED
                ? "sent"
                : report.state().name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String name) {
        return name.length() <= 12 ? name : name.substring(0, 11) + "~";
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String ago(Instant then, Instant now) {
        Duration ago = Duration.between(then, now);
        if (ago.toHours() >= 48) {
            return ago.toDays() + " d";
        }
        return ago.toMinutes() >= 90 ? ago.toHours() + " h" : Math.max(0, ago.toMinutes()) + " min";
    }

    /** What the user types, in the console's own encoding. */
    static Reader standardInput() {
        return new InputStreamReader(System.in, Charset.defaultCharset());
    }
}
