package org.tilewatch.edge.proof;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/**
 * One look of a run, with all that it leaves behind; everything follows from its number, so that it can be asked for after a crash.
 *
 * @param number from 0
 */
record PlannedLook(int number) {

    static final List<String> TILES = List.of("c0r0", "c1r0");
    static final int TILE_BYTES = 1500;
    static final List<String> ROLES = List.of("before", "after", "diff");

    private static final Map<Integer, List<Report>> REPORTS = new ConcurrentHashMap<>();
    private static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");
    private static final List<String> SITES = List.of("harbour", "airfield", "yard");
    /** Shown by some files beside their own site. */
    private static final String DEPOT = "depot";

    static final List<String> ALL_SITES = List.of("harbour", "airfield", "yard", DEPOT);

    String sha256() {
        return "%064x".formatted(number + 1);
    }

    String name() {
        return site() + "_" + number + ".tif";
    }

    String site() {
        return SITES.get(number % SITES.size());
    }

    /** Those that its file shows; it has a look, and what that leaves behind, for each. */
    List<String> sites() {
        return !refused() && number % 4 == 2 ? List.of(site(), DEPOT) : List.of(site());
    }

    /** Each file comes to one of these: a look, or it is refused. */
    boolean refused() {
        return number % 9 == 4;
    }

    boolean learns() {
        return !refused() && number % 7 != 5;
    }

    String verdict(String site) {
        return reports(site).isEmpty() ? "unchanged" : "changed";
    }

    /** Every eighth comes late: it was acquired before those that came before it. */
    Instant acquired() {
        int day = number % 8 == 7 ? number - 6 : number;
        return FIRST.plus(Duration.ofHours(12L * day).plusMinutes(number));
    }

    Pass pass() {
        return new Pass(acquired(), AcquiredFrom.STAC, "S2A", 150.5, 41.25, Double.NaN);
    }

    byte[] tile(int index) {
        return bytes(1000 + index, TILE_BYTES);
    }

    /** Drawn once: they are asked for in each of thousands of crash states. */
    List<Report> reports() {
        return REPORTS.computeIfAbsent(number, each -> List.copyOf(drawnReports()));
    }

    List<Report> reports(String site) {
        return reports().stream().filter(report -> report.site().equals(site)).toList();
    }

    private List<Report> drawnReports() {
        List<Report> reports = new ArrayList<>();
        if (!refused() && number % 3 != 1) {
            reports.add(report(0, site(), Severity.URGENT));
        }
        if (!refused() && number % 5 == 0) {
            reports.add(report(1, site(), Severity.ROUTINE));
        }
        if (sites().contains(DEPOT)) {
            reports.add(report(2, DEPOT, Severity.URGENT));
        }
        return reports;
    }

    private Report report(int index, String site, Severity severity) {
        String id = "alert-%d-%d".formatted(number, index);
        List<Message> chips = new ArrayList<>();
        for (String role : ROLES) {
            byte[] payload = bytes(10 * index + ROLES.indexOf(role), 300 + 37 * (number % 50));
            chips.add(message("chip/" + id + "/" + role, payload));
        }
        byte[] json = "{\"id\":\"%s\",\"site\":\"%s\"}".formatted(id, site).getBytes(StandardCharsets.UTF_8);
        String topic = "alert/%s/%s/c0r0".formatted(severity, site);
        return new Report(id, eventId(site), revision(), site, acquired(), severity, chips, message(topic, json));
    }

    private static Message message(String topic, byte[] payload) {
        return new Message(topic, payload, "image/jpeg", Map.of(), Optional.of(Duration.ofDays(7)), false);
    }

    /** An event goes on over two looks of its site. */
    private String eventId(String site) {
        return site + "-" + number / (2 * SITES.size());
    }

    int revision() {
        return 1 + number / SITES.size() % 2;
    }

    List<Event> events(String site) {
        if (reports(site).isEmpty()) {
            return List.of();
        }
        double[] ring = {0, 0, number, 0, number, number};
        return List.of(new Event(
                eventId(site),
                site,
                "c0r0",
                revision(),
                revision() == 1 ? EventStatus.PROVISIONAL : EventStatus.CONFIRMED,
                Polarity.APPEARED,
                Kind.OTHER,
                acquired(),
                acquired(),
                revision(),
                0,
                number,
                0.9,
                new Outline(List.of(ring))));
    }

    private byte[] bytes(int which, int length) {
        RandomGenerator random = new SplittableRandom(1_000_003L * number + which);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
