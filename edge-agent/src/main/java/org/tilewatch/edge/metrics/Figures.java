package org.tilewatch.edge.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.lamp.Lamp;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.store.Outbox;

/**
 * All series of a station at one moment; their names and meanings are told in the interface document. Safe to use from any thread.
 *
 * @param started when the agent did
 * @param stateFolder whose disk is told
 */
public record Figures(
        String station,
        String version,
        Instant started,
        Tally tally,
        Supplier<StationState> state,
        Supplier<LampState> lamps,
        Outbox outbox,
        Path stateFolder) {

    /** Media type of {@link #text}. */
    public static final String MEDIA_TYPE = PrometheusText.MEDIA_TYPE;

    /** The series in Prometheus' text format. */
    public String text() throws IOException {
        PrometheusText to = new PrometheusText();
        StationState now = state.get();
        about(to, now);
        looks(to, now);
        reports(to, now);
        conditions(to, now);
        machine(to);
        return to.toString();
    }

    private void about(PrometheusText to, StationState now) {
        to.head("tilewatch_build_info", "gauge", "Version of the agent and name of its station; always 1.");
        to.sample(
                "tilewatch_build_info",
                PrometheusText.label("station", station) + "," + PrometheusText.label("version", version),
                1);
        to.gauge("process_start_time_seconds", "When the agent started, Unix time.", unixSeconds(started));
        to.each(
                "tilewatch_phase",
                "gauge",
                "1 for the phase that the station is in.",
                "phase",
                byName(Phase.values()),
                phase -> phase == now.phase() ? 1 : 0);
        to.gauge("tilewatch_working", "1 while a look is being processed.", now.working() ? 1 : 0);
    }

    private void looks(PrometheusText to, StationState now) {
        Tally.Counts counts = tally.counts();
        Map<String, Long> looks = new LinkedHashMap<>();
        List.of("learning", "changed", "unchanged", "unusable").forEach(verdict -> looks.put(verdict, 0L));
        looks.putAll(counts.looks());
        to.each("tilewatch_looks_total", "counter", "Looks settled, by verdict.", "verdict", looks, Long::doubleValue);
        to.each(
                "tilewatch_files_quarantined_total",
                "counter",
                "Files that could not be used, by reason.",
                "reason",
                counts.quarantined(),
                Long::doubleValue);
        to.gauge(
                "tilewatch_last_look_timestamp_seconds",
                "When the last look was settled, Unix time.",
                counts.lastLookUnixSeconds());
        to.gauge(
                "tilewatch_last_look_acquired_timestamp_seconds",
                "When the last look was acquired, Unix time.",
                now.lastLook().map(look -> unixSeconds(look.acquired())).orElse(Double.NaN));
        to.gauge("tilewatch_looks_learned", "Clear looks of the least known tile.", now.looksSoFar());
        to.gauge("tilewatch_looks_needed", "Clear looks that a tile needs before it is judged.", now.looksNeeded());
        to.head("tilewatch_stage_seconds", "summary", "Time that the stages of looks took.");
        counts.stages().forEach((stage, sum) -> {
            String label = PrometheusText.label("stage", stage);
            to.sample("tilewatch_stage_seconds_sum", label, sum.seconds());
            to.sample("tilewatch_stage_seconds_count", label, (double) sum.count());
        });
    }

    private void reports(PrometheusText to, StationState now) throws IOException {
        Map<String, Long> queued = new LinkedHashMap<>(Map.of("urgent", 0L, "routine", 0L));
        queued.putAll(tally.counts().reports());
        to.each(
                "tilewatch_reports_total",
                "counter",
                "Reports drawn up, by severity.",
                "severity",
                queued,
                Long::doubleValue);
        to.gauge("tilewatch_outbox_reports", "Reports that wait for the broker.", outbox.queued());
        to.gauge("tilewatch_outbox_dead_letters", "Reports that can never pass.", outbox.deadLetters());
        to.gauge("tilewatch_outbox_bytes", "Bytes of alerts and chips in the outbox.", (double) outbox.bytes());
        to.counter("tilewatch_chips_dropped_total", "Chips that the quota took.", (double) outbox.droppedChips());
        to.gauge("tilewatch_alerts_open", "Urgent reports that nobody has silenced yet.", now.openAlerts());
        to.gauge("tilewatch_broker_up", "1 while the broker is connected.", now.linkUp() ? 1 : 0);
    }

    private void conditions(PrometheusText to, StationState now) {
        Map<String, Condition> codes =
                Arrays.stream(Condition.values()).collect(Collectors.toMap(Condition::code, Function.identity()));
        to.each(
                "tilewatch_condition_open",
                "gauge",
                "1 while the condition is open.",
                "code",
                codes,
                code -> now.conditions().containsKey(code) ? 1 : 0);
        LampState lit = lamps.get();
        to.each(
                "tilewatch_lamp",
                "gauge",
                "What a lamp shows: 0 off, 1 on, 2 blinking.",
                "lamp",
                byName(Lamp.values()),
                lamp -> switch (lit.of(lamp)) {
                    case OFF -> 0;
                    case ON -> 1;
                    case BLINK -> 2;
                });
    }

    private void machine(PrometheusText to) throws IOException {
        to.gauge("tilewatch_store_bytes", "Size of the database with its log.", (double) databaseBytes());
        to.gauge("tilewatch_disk_free_bytes", "Room left on the disk of the state folder.", (double)
                Files.getFileStore(stateFolder).getUsableSpace());
        Runtime runtime = Runtime.getRuntime();
        to.gauge("tilewatch_heap_used_bytes", "Java heap in use.", (double)
                (runtime.totalMemory() - runtime.freeMemory()));
    }

    private long databaseBytes() throws IOException {
        long bytes = 0;
        for (String name : List.of("tilewatch.db", "tilewatch.db-wal")) {
            Path file = stateFolder.resolve(name);
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    private static double unixSeconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static <T extends Enum<T>> Map<String, T> byName(T[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(each -> each.name().toLowerCase(Locale.ROOT), Function.identity()));
    }
}
