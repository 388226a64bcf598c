package org.tilewatch.edge.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tilewatch.edge.console.Station.SettingLine;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.health.StationState.LastLook;
import org.tilewatch.edge.lamp.Lamp;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.store.Ledger.PastLook;
import org.tilewatch.edge.store.Outbox;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The live state as the page takes it. */
final class StationJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Station station;
    private volatile Optional<LastLook> before = Optional.empty();
    private volatile boolean ledgerRead;

    StationJson(Station station) {
        this.station = station;
    }

    /** Holds no time of now, so that an unchanged state gives the same text. */
    String text() throws IOException {
        StationState state = station.state().get();
        ObjectNode body = JSON.createObjectNode();
        body.put("id", station.id()).put("name", station.name()).put("version", station.version());
        body.put("started", station.started().toString());
        station.location()
                .ifPresent(place -> body.putArray("location").add(place[0]).add(place[1]));
        body.put("armed", state.armed()).put("phase", lower(state.phase())).put("working", state.working());
        body.put("looksSoFar", state.looksSoFar()).put("looksNeeded", state.looksNeeded());
        body.put("words", state.words());
        body.put("alertsOpen", state.openAlerts()).put("falsePerHundredTiles", station.falsePerHundredTiles());
        lamps(body.putObject("lamps"), station.lamps().get());
        queue(body.putObject("queue"), station.store().outbox());
        body.putObject("broker").put("up", state.linkUp()).put("url", station.brokerUrl());
        state.lastLook()
                .or(this::lookBeforeTheStart)
                .ifPresent(look -> body.putObject("lastLook")
                        .put("site", look.site())
                        .put("acquired", look.acquired().toString())
                        .put("verdict", look.verdict()));
        ObjectNode looks = body.putObject("looks");
        station.figures().tally().counts().looks().forEach(looks::put);
        conditions(body.putArray("conditions"), state);
        return JSON.writeValueAsString(body);
    }

    /** The settings that hold, with the line that each stands in. */
    String settings() {
        ArrayNode body = JSON.createArrayNode();
        for (SettingLine setting : station.settings()) {
            ObjectNode line = body.addObject().put("key", setting.key()).put("value", setting.value());
            if (setting.line() > 0) {
                line.put("line", setting.line());
            }
        }
        return JSON.writeValueAsString(body);
    }

    /** What the ledger knows, until this run of the agent has settled a look of its own. */
    private Optional<LastLook> lookBeforeTheStart() {
        if (!ledgerRead) {
            before = newestInLedger();
            ledgerRead = true;
        }
        return before;
    }

    private Optional<LastLook> newestInLedger() {
        Optional<LastLook> newest = Optional.empty();
        try {
            for (String site : station.store().sites()) {
                for (PastLook look : station.store().ledger().looks(site, 1)) {
                    if (newest.isEmpty() || look.acquired().isAfter(newest.get().acquired())) {
                        newest = Optional.of(new LastLook(site, look.acquired(), look.verdict(), look.reason()));
                    }
                }
            }
            return newest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code /ready}: whether the station can tell a change now, and if not what it waits for. */
    Readiness readiness() {
        StationState state = station.state().get();
        boolean ready = station.alive().getAsBoolean()
                && switch (state.phase()) {
                    case READY, DEGRADED -> true;
                    case STARTING, LEARNING, STOPPED, LOST -> false;
                };
        String learning = "learning, %d of %d looks".formatted(state.looksSoFar(), state.looksNeeded());
        return new Readiness(ready, learning.startsWith(lower(state.phase())) ? learning : lower(state.phase()));
    }

    record Readiness(boolean ready, String word) {}

    private static void lamps(ObjectNode to, LampState lamps) {
        for (Lamp lamp : Lamp.values()) {
            to.put(lamp.label(), lower(lamps.of(lamp)));
        }
    }

    private static void queue(ObjectNode to, Outbox outbox) throws IOException {
        to.put("waiting", outbox.queued()).put("deadLetters", outbox.deadLetters());
        to.put("bytes", outbox.bytes()).put("droppedChips", outbox.droppedChips());
    }

    private static void conditions(ArrayNode to, StationState state) {
        Map<StationState.Condition, String> open = new TreeMap<>(state.conditions());
        open.forEach((condition, sentence) -> to.addObject()
                .put("code", condition.code())
                .put("sentence", sentence)
                .put("advice", Advice.on(condition.code())));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
