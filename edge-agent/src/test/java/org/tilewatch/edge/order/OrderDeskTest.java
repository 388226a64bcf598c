package org.tilewatch.edge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Message.Exchange;
import org.tilewatch.edge.store.Store;

final class OrderDeskTest {

    private static final String ROOT = "tilewatch/1/han-01";
    private static final String ANSWER = ROOT + "/answer/desk-7";

    @TempDir
    Path state;

    private final Health health = new Health(3);
    private final AtomicLong nanos = new AtomicLong();
    private Store store;
    private OrderDesk desk;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system());
        Orders orders = new Orders(
                store,
                health,
                (event, grid) -> {
                    throw new AssertionError("no event here");
                },
                () -> {});
        Set<String> allowed = Set.of("accept", "reject", "silence", "disarm", "rebaseline", "resend");
        desk = new OrderDesk(orders, allowed, ROOT, nanos::get, () -> {});
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void anAllowedOrderIsCarriedOutAndAnsweredWithItsCorrelationData() throws IOException {
        List<Message> answers = heard("disarm", "", exchange(ANSWER, "c1"));

        assertThat(health.now().armed()).isFalse();
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().topic()).isEqualTo(ANSWER);
        assertThat(answers.getFirst().exchange().orElseThrow().correlation()).isEqualTo(bytes("c1"));
        assertThat(answers.getFirst().retained()).isFalse();
        assertThat(text(answers)).contains("\"command\":\"disarm\"", "\"ok\":true", "\"code\":\"done\"");
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswer() throws IOException {
        String first = text(heard("disarm", "", exchange(ANSWER, "c1")));
        String again = text(heard("disarm", "", exchange(ANSWER, "c1")));
        String another = text(heard("disarm", "", exchange(ANSWER, "c2")));

        assertThat(again).isEqualTo(first).contains("\"code\":\"done\"");
        assertThat(another).contains("\"code\":\"unchanged\"");
    }

    @Test
    void whatIsNotInTheListIsRefused() throws IOException {
        assertThat(text(heard("arm", "", exchange(ANSWER, "c1")))).contains("\"code\":\"not-allowed\"");
        assertThat(text(heard("reboot", "", exchange(ANSWER, "c2")))).contains("\"code\":\"not-allowed\"");
    }

    @Test
    void theSwitchArmsAndDisarmsWhereThatIsAllowed() throws IOException {
        String off = text(heard("armed", "off", exchange(ANSWER, "c1")));
        boolean afterOff = health.now().armed();
        String on = text(heard("armed", "on", exchange(ANSWER, "c2")));

        assertThat(off).contains("\"code\":\"done\"");
        assertThat(afterOff).isFalse();
        assertThat(on).as("arm is not in the list").contains("\"code\":\"not-allowed\"");
        assertThat(text(heard("armed", "maybe", exchange(ANSWER, "c3")))).contains("\"code\":\"bad-request\"");
    }

    @Test
    void aRetainedOrderIsIgnored() throws IOException {
        desk.hear(message("disarm", "", Optional.empty(), true, exchange(ANSWER, "c1")));

        assertThat(desk.answers()).isEmpty();
        assertThat(health.now().armed()).isTrue();
    }

    @Test
    void anOrderThatOutlivedItsTimeIsIgnored() throws IOException {
        desk.hear(message("disarm", "", Optional.of(Duration.ofSeconds(5)), false, exchange(ANSWER, "c1")));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(desk.answers()).isEmpty();
        assertThat(health.now().armed()).isTrue();
    }

    @Test
    void anOrderWithoutAResponseTopicIsCarriedOutInSilence() throws IOException {
        desk.hear(message("disarm", "", Optional.empty(), false, Optional.empty()));

        assertThat(desk.answers()).isEmpty();
        assertThat(health.now().armed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "tilewatch/1/han-01/alert/urgent/a/b",
        "tilewatch/1/han-02/answer/x",
        "tilewatch/1/han-01/status",
        "$SYS/x",
        "homeassistant/device/han-01/config",
        "tilewatch/1/han-01/answer/#",
        "answers/+/x"
    })
    void noAnswerIsSentInTheNameOfSomethingElse(String topic) throws IOException {
        List<Message> answers = heard("disarm", "", exchange(topic, "c1"));

        assertThat(answers).isEmpty();
        assertThat(health.now().armed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reject|{}",
                "reject|{\"event\":\"a\",\"alert\":\"b\"}",
                "reject|{\"event\":7}",
                "reject|{\"event\":\"a\",\"why\":\"b\"}",
                "reject|{\"event\":\"a\",\"event\":\"b\"}",
                "reject|{\"event\":\"a\"} x",
                "reject|[\"a\"]",
                "reject|{\"event\":{\"id\":{\"deep\":[1]}}}",
                "reject|{\"event\":",
                "rebaseline|{\"site\":\"\"}",
                "disarm|{\"site\":\"a\"}"
            })
    void whatCannotBeUnderstoodIsRefused(String name, String payload) throws IOException {
        assertThat(text(heard(name, payload, exchange(ANSWER, payload)))).contains("\"code\":\"bad-request\"");
        assertThat(health.now().armed()).isTrue();
    }

    @Test
    void anOrderOfTooManyBytesIsRefused() throws IOException {
        String large = "{\"event\":\"" + "a".repeat(OrderCodec.MOST_BYTES) + "\"}";

        assertThat(text(heard("reject", large, exchange(ANSWER, "c1")))).contains("\"code\":\"bad-request\"");
    }

    @Test
    void aFloodOfOrdersIsBounded() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            desk.hear(message("silence", "", Optional.empty(), false, exchange(ANSWER, "c" + i)));
        }

        assertThat(desk.answers()).hasSize(64);
    }

    private List<Message> heard(String name, String payload, Optional<Exchange> exchange) throws IOException {
        desk.hear(message(name, payload, Optional.empty(), false, exchange));
        return desk.answers();
    }

    private static Message message(
            String name, String payload, Optional<Duration> expiry, boolean retained, Optional<Exchange> exchange) {
        return new Message(ROOT + "/cmd/" + name, bytes(payload), "", Map.of(), expiry, retained, exchange);
    }

    private static Optional<Exchange> exchange(String topic, String correlation) {
        return Optional.of(new Exchange(topic, bytes(correlation)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(List<Message> answers) {
        return new String(answers.getFirst().payload(), StandardCharsets.UTF_8);
    }
}
