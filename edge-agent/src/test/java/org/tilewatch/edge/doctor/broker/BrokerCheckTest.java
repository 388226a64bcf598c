package org.tilewatch.edge.doctor.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.doctor.Finding.Level.FAIL;
import static org.tilewatch.edge.doctor.Finding.Level.OK;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.doctor.Finding;

@Timeout(20)
class BrokerCheckTest {

    @Test
    void aPortThatAnswersIsWell() throws IOException {
        try (ServerSocket broker = loopback()) {
            Finding found = new BrokerCheck("127.0.0.1", broker.getLocalPort(), Optional.empty()).run();
            assertThat(found.level()).isEqualTo(OK);
            assertThat(found.sentence()).contains("127.0.0.1:" + broker.getLocalPort());
        }
    }

    @Test
    void theHandshakeHasTheLastWord() throws IOException {
        Finding refused = Finding.fail("broker", "not authorised (0x87)");
        try (ServerSocket broker = loopback()) {
            Finding found = new BrokerCheck("127.0.0.1", broker.getLocalPort(), Optional.of(() -> refused)).run();
            assertThat(found).isEqualTo(refused);
        }
    }

    @Test
    void aPortThatNobodyListensToFailsWithoutAHandshake() throws IOException {
        int port;
        try (ServerSocket closedAgain = loopback()) {
            port = closedAgain.getLocalPort();
        }
        AtomicInteger handshakes = new AtomicInteger();
        Finding found = new BrokerCheck("127.0.0.1", port, Optional.of(() -> {
                    handshakes.incrementAndGet();
                    return Finding.ok("broker", "");
                }))
                .run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("127.0.0.1:" + port).contains("refused");
        assertThat(handshakes).hasValue(0);
    }

    @Test
    void aNameThatDoesNotResolveFails() {
        Finding found = new BrokerCheck("no-such-host.invalid", 1883, Optional.empty()).run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("no-such-host.invalid");
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
