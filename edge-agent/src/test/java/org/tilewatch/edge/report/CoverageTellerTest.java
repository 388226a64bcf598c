package org.tilewatch.edge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CoverageTellerTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(FIRST.plusSeconds(86_400 * 5 / 2));
    private final AtomicReference<String> look = new AtomicReference<>("first");
    private final CoverageTeller teller = new CoverageTeller(
            "han-01",
            "tilewatch/1/han-01",
            () -> List.of(
                    Coverage.first("works", new Seen("", 0.9), FIRST),
                    Coverage.first("works", new Seen("gate", 0.25), FIRST)),
            site -> List.of(
                    new Pace("gate", FIRST, 0, 0, 2, 3, 0, Double.NaN, Double.NaN),
                    new Pace("gate", FIRST.plusSeconds(86_400), 900.4, 0, 4, 5, 6, 20, 3)),
            look::get,
            (InstantSource) now::get);

    @Test
    void siteAndItsZonesAreOneRetainedMessage() {
        Message message = teller.due().getFirst();

        assertThat(message.topic()).isEqualTo("tilewatch/1/han-01/coverage/works");
        assertThat(message.retained()).isTrue();
        JsonNode body = JsonMapper.shared().readTree(message.payload());
        assertThat(body.path("last_clear").asString("")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(body.path("blind_since").isNull()).isTrue();
        assertThat(body.path("days_blind").asDouble()).isEqualTo(2.5);
        JsonNode gate = body.path("zones").path("gate");
        assertThat(gate.path("observed_fraction").asDouble()).isEqualTo(0.25);
        assertThat(gate.path("last_clear").isNull()).isTrue();
        assertThat(gate.path("days_blind").isNull()).isTrue();
        assertThat(gate.path("blind_since").asString("")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(gate.path("clear_looks").asInt()).isZero();
        JsonNode pace = gate.path("pace");
        assertThat(pace.path("disturbed_m2").asInt()).isEqualTo(900);
        assertThat(pace.path("bright_objects").asInt()).isEqualTo(4);
        assertThat(pace.path("wagons").asInt()).isEqualTo(6);
        assertThat(pace.path("phase").asString("")).isEqualTo("site-preparation");
        assertThat(pace.path("phase_since").asString("")).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(pace.path("growing_since").isNull()).isTrue();
    }

    @Test
    void isToldAfterEachLookAndElseEveryHour() {
        assertThat(teller.due()).hasSize(1);
        assertThat(teller.due()).isEmpty();
        look.set("second");
        assertThat(teller.due()).hasSize(1);
        now.updateAndGet(it -> it.plusSeconds(3599));
        assertThat(teller.due()).isEmpty();
        now.updateAndGet(it -> it.plusSeconds(1));
        assertThat(teller.due()).hasSize(1);
    }

    @Test
    void isToldAgainToABrokerThatMayHaveLostIt() {
        assertThat(teller.due()).hasSize(1);
        teller.forget();
        assertThat(teller.due()).hasSize(1);
        assertThat(teller.due()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepItSilent() {
        assertThat(teller.due()).hasSize(1);
        now.updateAndGet(it -> it.minusSeconds(86_400));
        assertThat(teller.due()).hasSize(1);
        assertThat(teller.due()).isEmpty();
    }
}
