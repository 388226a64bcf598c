package org.tilewatch.edge.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.publish.PahoPackets.Granted;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;

/**
 * The link to a real broker by Eclipse Paho, used as a wire only.
 *
 * <p>For the maintainer. Each connect makes a new client, since what Paho keeps of an old one is what goes wrong: its reconnect
 * delay is static and doubles without end, a message larger than the broker allows stays at the head of its queue (so sizes are
 * checked here), its publish throws beyond the broker's Receive Maximum (so permits are held here), its wait for a token swallows
 * interruption (so futures are used). It mixes up the maximum packet sizes of both sides: its own is left unset, as are aliases.
 */
public final class PahoLink implements BrokerLink {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(PahoLink.class);
    /** Kept in a field: the level set on a logger that nobody holds is forgotten by the garbage collector. */
    private static final Logger PAHO_LOG = Logger.getLogger("org.eclipse.paho");

    private static final Duration PERMIT_WAIT = Duration.ofSeconds(60);
    private static final Duration EXPLANATION_WAIT = Duration.ofMillis(300);
    private static final int MOST_UNDER_WAY = 64;

    private final BrokerSettings settings;
    private final Subscription subscription;
    private final Runnable onLost;
    private final PahoCalls.Times times;
    private final Map<Long, Sent> underWay = new ConcurrentHashMap<>();
    private long sentSoFar;
    private volatile @Nullable Session session;

    private final PahoCalls.UntoldLimit untoldLimit = new PahoCalls.UntoldLimit();
    private volatile @Nullable LinkDown fault;

    /** A message that waits for its PUBACK. */
    private record Sent(CompletableFuture<Delivery> answer, int packetBytes) {}

    /** One connection's client and what the broker said about it. */
    private record Session(MqttAsyncClient client, Semaphore permits, Granted granted, CountDownLatch explained) {}

    static {
        PAHO_LOG.setLevel(Level.OFF);
    }

    /** @param onLost called on a thread of the link when a standing connection breaks; must not block */
    public PahoLink(BrokerSettings settings, Subscription subscription, Runnable onLost) {
        this(settings, subscription, onLost, PahoCalls.Times.USUAL);
    }

    PahoLink(BrokerSettings settings, Subscription subscription, Runnable onLost, PahoCalls.Times times) {
        this.settings = settings;
        this.subscription = subscription;
        this.onLost = onLost;
        this.times = times;
    }

    @Override
    public void connect(Optional<Message> lastWill) throws LinkDown, InterruptedException {
        drop();
        fault = null;
        MqttAsyncClient client = null;
        try {
            client = new MqttAsyncClient(settings.address(), settings.clientId(), new MemoryPersistence());
            client.setCallback(new Ears(client));
            Session opened = session(client, connected(client, PahoPackets.options(settings, times, lastWill)));
            subscribe(client);
            session = opened;
            if (!client.isConnected()) {
                throw new LinkDown("the connection was lost at once");
            }
        } catch (MqttException | IOException | IllegalArgumentException e) {
            session = null;
            PahoCalls.closeQuietly(client, false);
            LinkDown why = PahoPackets.notConnected(settings.address(), e, null);
            fault = why;
            throw why;
        } catch (InterruptedException e) {
            PahoCalls.closeQuietly(client, false);
            throw e;
        }
    }

    @Override
    public Optional<LinkDown> fault() throws InterruptedException {
        Session now = session;
        if (now != null && !now.client.isConnected()) {
            // Paho says that it is over a moment before it says why.
            boolean _ = now.explained.await(EXPLANATION_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        }
        return Optional.ofNullable(fault);
    }

    @Override
    public boolean isUp() {
        Session now = session;
        return now != null && now.client.isConnected();
    }

    @Override
    public CompletableFuture<Delivery> publish(Message message) throws LinkDown, InterruptedException {
        Session now = session;
        if (now == null) {
            throw new LinkDown("not connected");
        }
        MqttMessage wire = PahoPackets.outgoing(message, now.granted.retainAvailable());
        try {
            int packetBytes = PahoPackets.packetBytes(message.topic(), wire);
            long mostBytes = Math.min(now.granted.mostPacketBytes(), untoldLimit.mostBytes());
            if (packetBytes > mostBytes) {
                return CompletableFuture.completedFuture(new Delivery.Undeliverable(
                        "packet of %,d bytes, the broker takes %,d".formatted(packetBytes, mostBytes)));
            }
            if (!now.permits.tryAcquire(PERMIT_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LinkDown("no PUBACK within %d s".formatted(PERMIT_WAIT.toSeconds()));
            }
            return sent(now, message.topic(), wire, packetBytes);
        } catch (MqttException | IllegalArgumentException e) {
            throw new LinkDown(PahoPackets.reason(e));
        }
    }

    @Override
    public void disconnect() {
        end(true);
    }

    @Override
    public void drop() {
        end(false);
    }

    private void end(boolean orderly) {
        Session old = session;
        session = null;
        if (old != null) {
            PahoCalls.closeQuietly(old.client, orderly);
        }
        failAll("the link was closed");
    }

    private CompletableFuture<Delivery> sent(Session now, String topic, MqttMessage wire, int packetBytes)
            throws MqttException {
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        long number = sentSoFar++;
        underWay.put(number, new Sent(answer, packetBytes));
        CompletableFuture<Delivery> settled = answer.whenComplete((delivery, failure) -> {
            underWay.remove(number);
            now.permits.release();
        });
        try {
            // A failure is the end of the connection: told in Ears, where it is known why.
            now.client.publish(topic, wire, null, PahoCalls.onSuccess(token -> {
                untoldLimit.answered(packetBytes);
                answer.complete(PahoPackets.delivery(token.getReasonCodes()));
            }));
        } catch (MqttException | IllegalArgumentException e) {
            answer.completeExceptionally(e);
            throw e;
        }
        return settled;
    }

    private Granted connected(MqttAsyncClient client, MqttConnectionOptions options)
            throws MqttException, LinkDown, InterruptedException {
        CompletableFuture<IMqttToken> done = new CompletableFuture<>();
        client.connect(options, null, PahoCalls.into(done));
        return PahoPackets.granted(settings.address(), await(done).getResponseProperties());
    }

    private void subscribe(MqttAsyncClient client) throws MqttException, LinkDown, InterruptedException {
        for (String filter : subscription.filters()) {
            CompletableFuture<IMqttToken> done = new CompletableFuture<>();
            MqttSubscription[] asked = {PahoPackets.asked(filter)};
            client.subscribe(asked, null, PahoCalls.into(done), new MqttProperties());
            int code = PahoPackets.code(await(done).getReasonCodes());
            if (code >= 0x80 && !subscription.needed()) {
                LOG.warn("the broker refuses the subscription to {} with 0x{}", filter, Integer.toHexString(code));
            } else if (code >= 0x80) {
                throw new LinkDown(
                        code == 0x87 ? LinkDown.Cause.FORBIDDEN : LinkDown.Cause.AWAY,
                        "the broker refuses the subscription to %s with 0x%02x".formatted(filter, code));
            }
        }
    }

    private Session session(MqttAsyncClient client, Granted granted) {
        int permits = Math.min(granted.receiveMaximum(), untoldLimit.oneAtATime() ? 1 : MOST_UNDER_WAY);
        return new Session(client, new Semaphore(permits), granted, new CountDownLatch(1));
    }

    private IMqttToken await(CompletableFuture<IMqttToken> done) throws LinkDown, InterruptedException {
        try {
            return done.get(times.answer().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LinkDown(settings.address()
                    + ": no answer within %d s".formatted(times.answer().toSeconds()));
        } catch (ExecutionException e) {
            throw PahoCalls.notConnected(settings.address(), e);
        }
    }

    private void failAll(String why) {
        for (Sent waiting : underWay.values()) {
            waiting.answer.completeExceptionally(new LinkDown(why));
        }
    }

    /** Hears what one client has to say. */
    private final class Ears implements MqttCallback {

        private final MqttAsyncClient client;

        Ears(MqttAsyncClient client) {
            this.client = client;
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            Session now = session;
            if (now != null && now.client.equals(client)) {
                if (PahoPackets.tooLarge(response)) {
                    untoldLimit.exceeded(
                            underWay.values().stream().map(Sent::packetBytes).toList());
                }
                fault = PahoPackets.lost(response);
                now.explained.countDown();
                failAll("the connection was lost");
                onLost.run();
            }
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            subscription.handler().accept(PahoPackets.incoming(topic, message));
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
