package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tilewatch.calibration.bench.DrawnPlace.Look;
import org.tilewatch.calibration.bench.Stages.Step;
import org.tilewatch.edge.command.Folders;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.Replay;
import org.tilewatch.edge.watch.look.AlertPolicy;

/**
 * A look from its file to the store, as {@code replay} does it: all looks of the place in order with an empty state, of which those in the
 * steady state are measured.
 */
final class WholeLook {

    private final DrawnPlace place;
    private final Map<Path, Look> steady;
    private final Tally tally;
    private final Step copy;
    private long started;
    private Optional<Tally.Held> held = Optional.empty();

    WholeLook(DrawnPlace place, Tally tally, Step copy) {
        this.place = place;
        this.tally = tally;
        this.copy = copy;
        steady = place.steady().stream().collect(Collectors.toMap(Look::file, Function.identity()));
    }

    /** Goes through the place once. */
    void run(boolean timed) throws IOException, InterruptedException {
        Path state = Files.createTempDirectory("tilewatch-bench");
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, Clock.systemUTC())) {
            Replay replay = new Replay(place.folder(), store, List.of(), 1, NetworkChoice.BUNDLED, AlertPolicy.DEFAULT);
            begin(timed);
            replay.run(replay.items(), (item, result) -> {
                end(timed, Optional.ofNullable(steady.get(item.file())));
                begin(timed);
            });
        } finally {
            Folders.remove(state);
        }
    }

    private void begin(boolean timed) {
        held = timed ? Optional.empty() : Optional.of(tally.held());
        started = Tally.nanos();
    }

    private void end(boolean timed, Optional<Look> look) {
        long ended = Tally.nanos();
        if (look.isEmpty()) {
            return;
        }
        if (!timed) {
            tally.weighed(held.orElseThrow(), tally.held());
            return;
        }
        try {
            copy.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableTile e) {
            throw new IllegalStateException("a copy reads no file", e);
        }
        tally.timed(ended - started, Tally.nanos() - ended, look.get().pixels());
    }
}
