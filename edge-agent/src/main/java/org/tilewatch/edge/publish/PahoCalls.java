package org.tilewatch.edge.publish;

import java.time.Duration;
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

/** Paho's calls as futures, since its own waiting swallows interruption, and an end of a client that does not hang. */
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
