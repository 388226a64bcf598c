package org.tilewatch.edge.publish;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.tilewatch.edge.report.Message;

/**
 * A connection to an MQTT broker that never mends itself: whoever owns it calls {@link #connect} again. Topics are absolute here.
 * All methods are called by one thread; {@link #isUp} by any.
 */
public interface BrokerLink {

    /**
     * Connects anew, nothing of an earlier session being kept, and subscribes to what the link was made for.
     *
     * @param lastWill what the broker publishes, retained, if this connection ends in any other way than {@link #disconnect}
     * @throws LinkDown if the broker cannot be reached or refuses; the link is down then
     */
    void connect(Optional<Message> lastWill) throws LinkDown, InterruptedException;

    boolean isUp();

    /** Why the last connection ended, or could not be made; empty while one stands and after an end that was asked for. */
    Optional<LinkDown> fault() throws InterruptedException;

    /**
     * Sends with QoS 1, or 0 where the message asks for no more; waits while as many messages are under way as the broker allows.
     *
     * @return completes with the broker's answer (with QoS 0: when the message has left), or exceptionally with {@link LinkDown}
     */
    CompletableFuture<Delivery> publish(Message message) throws LinkDown, InterruptedException;

    /** Says goodbye, so that the Last Will is not published; without effect if the link is down. At most about a second. */
    void disconnect();

    /** Cuts the connection at once; the broker publishes the Last Will. */
    void drop();

    /** What became of a message. */
    sealed interface Delivery {

        /** The broker has taken over (PUBACK). */
        record Acknowledged() implements Delivery {}

        /**
         * The broker does not take it now; it may later.
         *
         * @param forbidden by the broker's rules, which a person has to change
         */
        record Refused(String why, boolean forbidden) implements Delivery {}

        /** It can never pass. */
        record Undeliverable(String why) implements Delivery {}
    }

    /** What a link listens to: the handler is called on the link's own thread, one message at a time. */
    record Subscription(List<String> filters, Consumer<Message> handler, boolean needed) {

        /** Listens to nothing. */
        public static final Subscription NONE = new Subscription(List.of(), message -> {});

        /** A link that is of no use if the broker does not let it listen. */
        public Subscription(List<String> filters, Consumer<Message> handler) {
            this(filters, handler, true);
        }

        public Subscription {
            filters = List.copyOf(filters);
        }
    }

    /** The broker is not reachable, or no longer. */
    final class LinkDown extends IOException {

        private static final long serialVersionUID = 1;

        private final Cause kind;

        /** What has to happen before it is of any use to try again soon. */
        public enum Cause {
            /** Nothing in particular: the broker or the way to it has to come back, or is too busy now. */
            AWAY,
            /** The broker's rules do not let this station in. */
            FORBIDDEN,
            /** The broker speaks an older MQTT only. */
            NO_MQTT_5,
            /** The broker sends its clients elsewhere. */
            MOVED,
            /** Another client came under this station's id and threw it out. */
            TAKEN_OVER,
            /** The broker keeps no retained messages, and so not our Last Will. */
            NO_RETAINED_WILL;

            /** Whether no person is needed. */
            public boolean mendsItself() {
                return this == AWAY || this == NO_RETAINED_WILL;
            }
        }

        public LinkDown(String why) {
            this(Cause.AWAY, why);
        }

        public LinkDown(Cause kind, String why) {
            super(why);
            this.kind = kind;
        }

        public Cause kind() {
            return kind;
        }
    }
}
