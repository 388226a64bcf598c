package org.tilewatch.calibration.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;

@Timeout(60)
final class EmbeddedBrokerTest {

    @Test
    void aClientOfMqtt5IsLetIn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
            PahoLink link = new PahoLink(BrokerSettings.of(broker.url(), "guest"), Subscription.NONE, () -> {});

            link.connect(Optional.empty());

            assertThat(link.isUp()).isTrue();
            link.disconnect();
        }
    }

    @Test
    void thePortIsFreeAgainAfterwards() throws IOException {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
            port = broker.port();
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
        assertThatCode(() -> EmbeddedBroker.start(port).close()).doesNotThrowAnyException();
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("--mqtt-port");
        }
    }
}
