package org.tilewatch.edge.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.store.Outbox.Queued;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.store.file.Retention;

/**
 * What the two loops do to the store, in a fixed order: looks are settled, reports acknowledged, the archive trimmed. Each step that has
 * returned is claimed, so that whoever reads claims and disk together knows what must be there.
 *
 * <p>Claims: {@code settled N}, {@code puback ID} (before the store is told), {@code acknowledged ID} (after).
 */
final class Workload {

    /** Little enough for pictures of the archive to be deleted all the time. */
    static final Retention RETENTION =
            new Retention(Long.MAX_VALUE, Duration.ofDays(36_500), 20_000, Duration.ofDays(36_500));

    private final Store store;
    private final Consumer<String> claims;

    Workload(Store store, Consumer<String> claims) {
        this.store = store;
        this.claims = claims;
    }

    /**
     * Arguments: state folder, file for claims, first look, look behind the last, {@code close} or {@code halt} (end without closing).
     */
    public static void main(String[] arguments) throws IOException {
        Path claims = Path.of(arguments[1]);
        Store store = Store.open(Path.of(arguments[0]), Store.Durability.FULL, InstantSource.system(), RETENTION);
        Workload workload = new Workload(store, claim -> append(claims, claim));
        for (int i = Integer.parseInt(arguments[2]); i < Integer.parseInt(arguments[3]); i++) {
            workload.look(i);
            workload.publish(i);
        }
        if (arguments[4].equals("halt")) {
            Runtime.getRuntime().halt(0);
        }
        store.close();
    }

    private static void append(Path file, String claim) {
        try {
            Files.write(
                    file,
                    (claim + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void look(int number) throws IOException {
        PlannedLook look = new PlannedLook(number);
        store.ledger().beginAttempt(look.sha256(), look.name());
        if (look.refused()) {
            store.ledger().settleRefused(look.sha256(), look.name(), "truncated", "it ends early");
        } else {
            List<Settlement> looks = new ArrayList<>();
            try {
                for (String site : look.sites()) {
                    looks.add(settlement(look, site, look.learns() ? Optional.of(learned(look)) : Optional.empty()));
                }
                store.settle(looks);
            } finally {
                for (Settlement each : looks) {
                    each.discard();
                }
            }
        }
        claims.accept("settled " + number);
    }

    private LearnedTiles learned(PlannedLook look) throws IOException {
        LearnedTiles learned = store.learn(PlannedLook.TILE_BYTES);
        for (int i = 0; i < PlannedLook.TILES.size(); i++) {
            learned.add(PlannedLook.TILES.get(i), ByteBuffer.wrap(look.tile(i)));
        }
        return learned;
    }

    private static Settlement settlement(PlannedLook look, String site, Optional<LearnedTiles> learned) {
        return new Settlement(
                look.sha256(),
                look.name(),
                Optional.empty(),
                site,
                look.pass(),
                look.verdict(site),
                "",
                0.5,
                Optional.empty(),
                Optional.of("1 0.5"),
                learned,
                look.events(site),
                look.reports(site));
    }

    /** After most looks, one or two reports; some wait for long, one in a while fails first. */
    void publish(int number) throws IOException {
        for (int i = 0; i < List.of(0, 1, 2, 1).get(number % 4); i++) {
            Optional<Queued> next = store.outbox().next();
            if (next.isEmpty()) {
                return;
            }
            Report report = next.get().report();
            if (number % 6 == 0) {
                store.outbox().failed(report.alertId(), "no answer");
            }
            claims.accept("puback " + report.alertId());
            store.outbox().acknowledged(report.alertId());
            claims.accept("acknowledged " + report.alertId());
        }
        if (number % 10 == 9) {
            store.archive().trim(true);
        }
    }
}
