package org.tilewatch.edge.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.order.OrderCodec.BadOrder;
import org.tilewatch.edge.order.Orders.RequestKey;
import org.tilewatch.edge.order.Outcome.Code;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Message.Exchange;

/**
 * Takes orders that come from the broker: what is retained or has outlived its time is ignored, what is not allowed by name or cannot
 * be understood is refused, the rest carried out once per response topic and correlation data.
 */
public final class OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
    /** Beyond this, orders are let go: who waits for an answer asks again. */
    private static final int MOST_WAITING = 64;

    private static final int MOST_CORRELATION_BYTES = 256;
    private static final int LONGEST_TOPIC = 512;

    private final Orders orders;
    private final Set<String> allowed;
    private final String root;
    private final LongSupplier nanoTime;
    private final Runnable arrived;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    private record Waiting(Message message, long sinceNanos) {}

    /**
     * @param allowed names of the commands that are taken
     * @param root topic above all of the station's, for instance {@code tilewatch/1/han-01}
     * @param nanoTime monotonic, as {@link System#nanoTime}
     * @param arrived run when an order waits; must not block
     */
    public OrderDesk(Orders orders, Set<String> allowed, String root, LongSupplier nanoTime, Runnable arrived) {
        this.orders = orders;
        this.allowed = Set.copyOf(allowed);
        this.root = root;
        this.nanoTime = nanoTime;
        this.arrived = arrived;
    }

    /** Topic filters of what is to be heard; none where no command is allowed. */
    public List<String> filters() {
        return allowed.isEmpty() ? List.of() : List.of(root + "/cmd/+");
    }

    /** Takes a message with an absolute topic, on any thread; returns at once. */
    public void hear(Message message) {
        if (message.retained()) {
            LOG.info("a retained message on {} is no order; ignored", message.topic());
        } else if (waiting.offer(new Waiting(message, nanoTime.getAsLong()))) {
            arrived.run();
        } else {
            LOG.warn("more than {} orders wait; the one on {} is let go", MOST_WAITING, message.topic());
        }
    }

    /** Carries out what was heard; the answers have absolute topics. By one thread. */
    public List<Message> answers() throws IOException {
        List<Message> answers = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            answer(next).ifPresent(answers::add);
        }
        return answers;
    }

    private Optional<Message> answer(Waiting order) throws IOException {
        Message message = order.message;
        Duration waited = Duration.ofNanos(nanoTime.getAsLong() - order.sinceNanos);
        if (message.expiry().filter(expiry -> expiry.compareTo(waited) <= 0).isPresent()) {
            LOG.info("the order on {} has expired; ignored", message.topic());
            return Optional.empty();
        }
        Exchange exchange = message.exchange().orElse(new Exchange("", new byte[0]));
        if (!answerable(exchange)) {
            LOG.warn("the order on {} asks for its answer where none is sent; ignored", message.topic());
            return Optional.empty();
        }
        String name = message.topic().substring(message.topic().lastIndexOf('/') + 1);
        Outcome outcome = outcome(name, message.payload(), exchange);
        if (!outcome.good()) {
            LOG.warn(
                    "command {} refused: {}: {}",
                    OrderCodec.printable(name),
                    outcome.code().text(),
                    outcome.sentence());
        }
        return exchange.responseTopic().isEmpty()
                ? Optional.empty()
                : Optional.of(OrderCodec.answer(exchange.responseTopic(), exchange.correlation(), name, outcome));
    }

    private Outcome outcome(String name, byte[] payload, Exchange exchange) throws IOException {
        if (!allowed.contains(name) && !name.equals(OrderCodec.SWITCH)) {
            return notAllowed(name);
        }
        try {
            Order order = OrderCodec.decode(name, payload);
            if (!allowed.contains(order.name())) {
                return notAllowed(order.name());
            }
            return exchange.correlation().length == 0 ? orders.carryOut(order) : orders.carryOut(order, key(exchange));
        } catch (BadOrder e) {
            return new Outcome(Code.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome notAllowed(String name) {
        return new Outcome(
                Code.NOT_ALLOWED, "this station does not take the command '%s'".formatted(OrderCodec.printable(name)));
    }

    /** Answers go below the station's own {@code answer} or out of all stations' branches, so that nobody has us write in our name. */
    private boolean answerable(Exchange exchange) {
        String topic = exchange.responseTopic();
        if (exchange.correlation().length > MOST_CORRELATION_BYTES || topic.length() > LONGEST_TOPIC) {
            return false;
        }
        if (topic.isEmpty() || topic.startsWith(root + "/answer/")) {
            return topic.indexOf('#') < 0 && topic.indexOf('+') < 0;
        }
        String allStations = root.substring(0, root.lastIndexOf('/') + 1);
        return !topic.startsWith(allStations)
                && !topic.startsWith("$")
                && !topic.startsWith("homeassistant/")
                && topic.indexOf('#') < 0
                && topic.indexOf('+') < 0;
    }

    private static RequestKey key(Exchange exchange) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(exchange.responseTopic().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return new RequestKey(HexFormat.of().formatHex(digest.digest(exchange.correlation())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
