package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.publish.BrokerScripts.Named;

/** Whatever a broker does: nothing is lost, and the station goes on as soon as the broker behaves. */
@Timeout(180)
final class BrokerScriptsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 24;

    @TempDir
    Path state;

    /** Most of the time nobody works and somebody waits, so many scripts are played at once. */
    @Test
    void nothingIsLostAndTheStationRecoversWhateverTheBrokerDoes() throws Exception {
        List<Named> scripts = BrokerScripts.all();
        Map<Named, Future<?>> played = new LinkedHashMap<>();
        SoftAssertions found = new SoftAssertions();
        try (ExecutorService players = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Named script : scripts) {
                Path folder = state.resolve("script" + played.size());
                played.put(script, players.submit(() -> play(script, folder)));
            }
            played.forEach((script, outcome) ->
                    found.assertThatCode(outcome::get).as(script.name()).doesNotThrowAnyException());
        }

        assertThat(scripts).hasSizeGreaterThanOrEqualTo(80);
        found.assertAll();
    }

    private static boolean play(Named script, Path folder) throws Exception {
        try (DrivenStation station = new DrivenStation(folder);
                ByteBroker broker = new ByteBroker(script.connections().toArray(ByteBroker.Script[]::new))) {
            List<String> queued = station.enqueue(0, 3);
            PublishingLoop duty = station.hearingDuty(broker.url());

            long end = System.nanoTime() + PATIENCE.toNanos();
            while ((station.outbox.queued() > 0 || !broker.scriptsAreThrough()) && System.nanoTime() < end) {
                long begin = System.nanoTime();
                boolean worked = duty.turn();
                boolean waited =
                        System.nanoTime() - begin > Duration.ofMillis(150).toNanos();
                station.advance(Duration.ofSeconds(worked && !waited ? 0 : waited ? 10 : 2));
            }

            assertThat(station.outbox.queued()).isZero();
            assertThat(station.outbox.deadLetters()).isEqualTo(script.dead());
            Set<String> taken = new TreeSet<>(broker.taken());
            assertThat(queued).containsAll(taken);
            assertThat(taken).hasSize(queued.size() - script.dead());
            assertThat(broker.complaints()).isEmpty();
            assertThat(station.health.now().armed()).isTrue();
            duty.end();
            return true;
        }
    }
}
