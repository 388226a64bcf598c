package org.tilewatch.edge.doctor.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.doctor.Finding;
import org.tilewatch.edge.doctor.Finding.Level;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.alert.TestAlert;

@Timeout(30)
final class BrokerHandshakeTest {

    @Test
    void aBrokerOfMqtt5IsWellAndTakesATestAlert() {
        Message trial = TestAlert.message("han-01", "tilewatch/1/han-01", "https://tiles.example.org", Instant.EPOCH);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Finding found = handshake(broker.url(), Optional.of(trial));

            assertThat(found.level()).isEqualTo(Level.OK);
            assertThat(found.sentence()).contains("MQTT 5", "tilewatch/1/han-01/alert/routine/test-alert/");
        }
    }

    @Test
    void anOlderBrokerIsCalledThat() throws IOException {
        byte[] refusal = {0x20, 2, 0, 1}; // CONNACK of MQTT 3.1.1: unacceptable protocol version
        try (ServerSocket older = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(older, refusal));
            Finding found = handshake("mqtt://127.0.0.1:" + older.getLocalPort(), Optional.empty());

            assertThat(found.level()).isEqualTo(Level.FAIL);
            assertThat(found.sentence()).contains("speaks no MQTT 5");
        }
    }

    private static Finding handshake(String url, Optional<Message> trial) {
        return new BrokerHandshake(BrokerSettings.of(url, "doctor-" + System.nanoTime()), trial).get();
    }

    private static void answer(ServerSocket listening, byte[] packet) {
        try (Socket socket = listening.accept()) {
            int _ = socket.getInputStream().read();
            socket.getOutputStream().write(packet);
            int _ = socket.getInputStream().read(new byte[256]);
        } catch (IOException theTestIsOver) {
            // Nobody waits for an answer any more.
        }
    }
}
