package org.tilewatch.edge.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.store.Archive;
import org.tilewatch.edge.store.Archive.Archived;

/**
 * Tells one recipient of the reports that were drawn up since it was last told, one call for each as long as the pace allows, and
 * what waited longer in one call together. It has a loop of its own and reads the archive, so that no other loop ever waits for it.
 * Where a call fails the alert stays to be told, also over restarts.
 */
final class Notifier implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Recipient recipient;
    private final String station;
    private final Optional<String> link;
    private final Set<Severity> severities;
    private final Archive archive;
    private final Told told;
    private final Pace pace;
    private final Troubles troubles;
    private final InstantSource clock;
    private final ZoneId zone;
    private final LongSupplier nanoTime;
    private boolean held;
    private int failures;
    private long resumeNanos;

    /** What recipients have in common: whether any of them cannot be told. */
    static final class Troubles {

        private final Conditions conditions;
        private final Map<String, String> open = new HashMap<>();

        Troubles(Conditions conditions) {
            this.conditions = conditions;
        }

        synchronized void begin(String recipient, String sentence) {
            open.put(recipient, sentence);
            tell();
        }

        synchronized void end(String recipient) {
            if (open.remove(recipient) != null) {
                tell();
            }
        }

        private void tell() {
            if (open.isEmpty()) {
                conditions.clear(Condition.NOTIFIER_FAILING);
            } else {
                conditions.raise(Condition.NOTIFIER_FAILING, String.join("; ", open.values()));
            }
        }
    }

    /** What is told, and of which station. */
    record Subject(String station, Optional<String> link, Set<Severity> severities) {}

    /** Times as they are told apart here: of the day, and for waiting. */
    record Times(InstantSource clock, ZoneId zone, LongSupplier nanoTime) {}

    Notifier(
            Recipient recipient,
            Subject subject,
            Archive archive,
            Told told,
            Pace pace,
            Troubles troubles,
            Times times) {
        this.recipient = recipient;
        this.station = subject.station;
        this.link = subject.link;
        this.severities = subject.severities;
        this.archive = archive;
        this.told = told;
        this.pace = pace;
        this.troubles = troubles;
        this.clock = times.clock;
        this.zone = times.zone;
        this.nanoTime = times.nanoTime;
    }

    @Override
    public boolean turn() throws IOException, InterruptedException {
        long now = nanoTime.getAsLong();
        if (failures > 0 && now - resumeNanos < 0) {
            return false;
        }
        List<Archived> newest = archive.newest(1);
        long last = newest.isEmpty() ? 0 : newest.getFirst().seq();
        OptionalLong before = told.upTo();
        if (before.isEmpty() || before.getAsLong() > last) {
            told.upTo(last); // Who is new here is not told of the past.
            return false;
        }
        if (before.getAsLong() == last) {
            return false;
        }
        if (pace.quiet(clock.instant().atZone(zone).toLocalTime()) || pace.room(now) < 1) {
            held = true;
            return false;
        }
        return tellSince(before.getAsLong(), last, now);
    }

    /** Makes one call, if there is anything to be told. */
    private boolean tellSince(long before, long last, long now) throws IOException, InterruptedException {
        List<Archived> due = since(before, last);
        if (due.isEmpty()) {
            told.upTo(last);
            return true;
        }
        boolean together = due.size() > 1 && (held || failures > 0 || due.size() > pace.room(now));
        Notice notice = together ? several(due) : one(due.getFirst());
        pace.called(now);
        try {
            recipient.tell(notice);
        } catch (Recipient.NeverTaken e) {
            LOG.warn(
                    "{} does not take alert {}: {}; it is left out there",
                    recipient.name(),
                    notice.newest().id(),
                    e.getMessage());
            troubles.begin(recipient.name(), "%s does not take alerts: %s".formatted(recipient.name(), e.getMessage()));
            return done(together ? last : due.getFirst().seq());
        } catch (IOException e) {
            failed(e, now);
            return false;
        }
        troubles.end(recipient.name());
        return done(together ? last : due.getFirst().seq());
    }

    private boolean done(long seq) throws IOException {
        told.upTo(seq);
        failures = 0;
        held = false;
        return true;
    }

    private void failed(IOException e, long now) {
        failures++;
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        resumeNanos = now + pause.toNanos();
        troubles.begin(
                recipient.name(),
                "%s cannot be told of alerts: %s; trying again".formatted(recipient.name(), e.getMessage()));
    }

    /** Reports of the severities wanted after that one, oldest first; of very many the newest. */
    private List<Archived> since(long seq, long last) throws IOException {
        int most = (int) Math.min(MOST_AT_ONCE, last - seq);
        if (most < last - seq) {
            LOG.warn("{} reports wait to be told to {}: the newest {} are", last - seq, recipient.name(), most);
        }
        return archive.newest(most).reversed().stream()
                .filter(each -> each.seq() > seq
                        && each.seq() <= last
                        && severities.contains(each.severity())
                        && summary(each).isPresent())
                .toList();
    }

    private Notice one(Archived report) throws IOException {
        Map<String, byte[]> pictures = new HashMap<>();
        for (String role : report.roles()) {
            archive.chip(report.alertId(), role).map(Message::payload).ifPresent(bytes -> pictures.put(role, bytes));
        }
        return new Notice(station, List.of(summary(report).orElseThrow()), pictures, link);
    }

    private Notice several(List<Archived> reports) {
        List<AlertSummary> alerts = new ArrayList<>();
        reports.forEach(each -> summary(each).ifPresent(alerts::add));
        return new Notice(station, alerts, Map.of(), link);
    }

    private static Optional<AlertSummary> summary(Archived report) {
        try {
            return Optional.of(AlertSummary.read(report.json().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.debug("report {} cannot be told: {}", report.alertId(), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String workingOn() {
        return "calling " + recipient.name();
    }

    @Override
    public void end() {
        recipient.close();
    }
}
