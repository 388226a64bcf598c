package org.tilewatch.edge.publish;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;

/** What Paho does not do well enough: calls as futures (its own waiting swallows interruption), an end that does not hang, learning a limit. */
final class PahoCalls {

    private static final Duration GOODBYE_WAIT = Duration.ofMillis(500);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private PahoCalls() {}

    /**
     * How long is waited, in whole seconds.
     *
     * @param keepAlive a peer that says nothing for twice as long is taken for dead
     * @param connect for the socket and for TLS, each; half as long again for the CONNACK
     */
    record Times(Duration keepAlive, Duration connect) {

        static final Times USUAL = new Times(Duration.ofSeconds(20), Duration.ofSeconds(10));

        Duration answer() {
            return connect.multipliedBy(3).dividedBy(2);
        }
    }

    /**
     * The largest packet that a broker takes which does not say so in its CONNACK, but closes the connection on a message beyond it, and
     * would again on each attempt. Called from any thread.
     *
     * <p>What ended the connection is known only if one message was under way; so they go one at a time after the first such end. And one
     * end proves nothing: Paho tells "packet too large" from no other unlawful PUBACK, a broker may answer so once and never again, and
     * a limit believed wrongly makes dead letters of all that is larger. A real limit ends the connection again, on the same message.
     */
    static final class UntoldLimit {

        private long mostBytes = Long.MAX_VALUE;
        /** Largest of the packets that were under way when the connection ended so; 0 while none is under suspicion. */
        private int suspectBytes;

        private boolean suspectWasAlone;

        synchronized long mostBytes() {
            return mostBytes;
        }

        /** Whether the next connection is to find out which message is too large. */
        synchronized boolean oneAtATime() {
            return suspectBytes > 0;
        }

        /** The connection ended since a message was too large: one of those of these sizes. */
        synchronized void exceeded(List<Integer> underWayBytes) {
            if (underWayBytes.isEmpty()) {
                return;
            }
            boolean alone = underWayBytes.size() == 1;
            int largest = Collections.max(underWayBytes);
            if (alone && suspectWasAlone) {
                mostBytes = Math.min(mostBytes, Math.max(largest, suspectBytes) - 1);
                clear();
            } else {
                suspectBytes = largest;
                suspectWasAlone = alone;
            }
        }

        /** The broker read a packet of this size and the connection stands: nothing up to it is too large. */
        synchronized void answered(int packetBytes) {
            if (packetBytes >= suspectBytes) {
                clear();
            }
        }

        private void clear() {
            suspectBytes = 0;
            suspectWasAlone = false;
        }
    }

    /** A call that failed, with what the broker said of it, if anything. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1;

        private final transient @Nullable MqttProperties answer;

        private Failed(@Nullable Throwable cause, @Nullable MqttProperties answer) {
            super(cause);
            this.answer = answer;
        }

        @Nullable
        MqttProperties answer() {
            return answer;
        }
    }

    /** What a failed connect or subscribe means. */
    static LinkDown notConnected(String address, ExecutionException failure) {
        if (failure.getCause() instanceof Failed failed && failed.getCause() != null) {
            return PahoPackets.notConnected(address, failed.getCause(), failed.answer());
        }
        return PahoPackets.notConnected(address, failure, null);
    }

    /** Completes the future with the token, or exceptionally with {@link Failed}. */
    static MqttActionListener into(CompletableFuture<IMqttToken> done) {
        return listener(
                done::complete, (token, failure) -> done.completeExceptionally(new Failed(failure, said(token))));
    }

    /** Hears of success alone. */
    static MqttActionListener onSuccess(Consumer<IMqttToken> answered) {
        return listener(answered, (token, failure) -> {});
    }

    private static @Nullable MqttProperties said(@Nullable IMqttToken token) {
        try {
            return token == null ? null : token.getResponseProperties();
        } catch (RuntimeException nothingCame) {
            return null;
        }
    }

    private static MqttActionListener listener(
            Consumer<IMqttToken> answered, BiConsumer<IMqttToken, @Nullable Throwable> failed) {
        return new MqttActionListener() {

            @Override
            public void onSuccess(IMqttToken token) {
                answered.accept(token);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
                failed.accept(token, failure);
            }
        };
    }

    /** Closing a client can hang on a dead peer: it is left to finish by itself after a while. */
    static void closeQuietly(@Nullable MqttAsyncClient client, boolean orderly) {
        if (client == null) {
            return;
        }
        Thread closing = Thread.ofPlatform()
                .daemon()
                .name("closing broker link")
                .start(() -> {
                    try {
                        client.disconnectForcibly(0, GOODBYE_WAIT.toMillis(), orderly);
                        client.close(true);
                    } catch (MqttException alreadyGone) {
                        // It is not used again either way.
                    }
                });
        try {
            closing.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
