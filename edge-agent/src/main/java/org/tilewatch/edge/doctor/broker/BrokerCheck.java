package org.tilewatch.edge.doctor.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.tilewatch.edge.doctor.Check;
import org.tilewatch.edge.doctor.Finding;

/** The broker's port answers within three seconds; then, if given, the MQTT handshake has the last word. */
public final class BrokerCheck implements Check {

    private static final String NAME = "broker";
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final String host;
    private final int port;
    private final Optional<Supplier<Finding>> handshake;

    /** @param handshake run only if the port answers; its finding is this check's */
    public BrokerCheck(String host, int port, Optional<Supplier<Finding>> handshake) {
        this.host = host;
        this.port = port;
        this.handshake = handshake;
    }

    @Override
    public Finding run() {
        String where = host + ":" + port;
        long begin = System.nanoTime();
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.connect(address, Math.toIntExact(LIMIT.toMillis()));
        } catch (UnknownHostException e) {
            return Finding.fail(NAME, "The name " + host + " is not known to DNS: check mqtt.url and the network.");
        } catch (SocketTimeoutException e) {
            return Finding.fail(
                    NAME,
                    where + " does not answer within " + LIMIT.toSeconds()
                            + " s: is a firewall between, is the host up?");
        } catch (IOException e) {
            return Finding.fail(NAME, where + ": " + e.getMessage() + ". Is the broker running, is the port right?");
        }
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return handshake
                .map(Supplier::get)
                .orElseGet(() -> Finding.ok(NAME, where + " answers after " + millis + " ms"));
    }
}
