package org.tilewatch.edge.report.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertContent.Role;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/** Alerts to test with: a hall of 1,940 m2 that appeared at a harbour. */
public final class SampleAlerts {

    public static final Instant FIRST_SEEN = Instant.parse("2026-03-02T02:10:00Z");
    public static final Instant LAST_SEEN = Instant.parse("2026-03-09T02:11:00Z");
    public static final Instant ISSUED = Instant.parse("2026-03-09T04:00:00Z");
    static final Outline SQUARE =
            new Outline(List.of(new double[] {127.5, 39.8, 127.5, 39.801, 127.501, 39.801, 127.501, 39.8}));

    private SampleAlerts() {}

    public static AlertContent of(String eventId) {
        return of(event(eventId, 1, EventStatus.CONFIRMED), Optional.of(SQUARE));
    }

    static Event event(String id, int revision, EventStatus status) {
        Outline pixels = new Outline(List.of(new double[] {0, 0, 10, 0, 10, 10}));
        return new Event(
                id,
                "harbour",
                "c0r1",
                revision,
                status,
                Polarity.APPEARED,
                Kind.STRUCTURE,
                FIRST_SEEN,
                LAST_SEEN,
                2,
                0,
                1_940.4,
                0.97,
                pixels);
    }

    /** A hall of 1,940 m2 that was first seen and last seen at these times, on two looks if they differ. */
    public static Event hall(String id, Instant first, Instant last) {
        boolean again = last.isAfter(first);
        return new Event(
                id,
                "harbour",
                "c0r0",
                again ? 1 : 0,
                again ? EventStatus.CONFIRMED : EventStatus.PROVISIONAL,
                Polarity.APPEARED,
                Kind.STRUCTURE,
                first,
                last,
                again ? 2 : 1,
                0,
                1_940.4,
                0.97,
                new Outline(List.of(new double[] {10, 10, 98, 10, 98, 98, 10, 98})));
    }

    /** The report about an event of which a revision was made. */
    public static Report report(Event event) {
        return AlertCodec.report(of(event, Optional.of(SQUARE)));
    }

    static AlertContent of(Event event, Optional<Outline> outline) {
        return new AlertContent(
                "han-01",
                event,
                Severity.URGENT,
                outline,
                outline.map(any -> new LonLat(127.5005, 39.8005)),
                FIRST_SEEN.minusSeconds(86_400),
                LAST_SEEN,
                ISSUED,
                6,
                5,
                Map.of("contrast", 4.5, "broken", Double.NaN),
                List.of(chip(Role.BEFORE, 900), chip(Role.AFTER, 1_000), chip(Role.DIFF, 300)),
                Optional.of("sha256:ab12"),
                "default-3",
                "https://station.example/");
    }

    static Chip chip(Role role, int bytes) {
        byte[] picture = new byte[bytes];
        picture[0] = (byte) 0xFF;
        picture[1] = (byte) 0xD8;
        picture[bytes - 1] = (byte) role.name().charAt(0);
        return new Chip(role, picture);
    }
}
