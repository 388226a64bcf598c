package org.tilewatch.edge.publish;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;

/** A subscriber for tests that keeps what it hears. */
final class Listening implements AutoCloseable {

    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final PahoLink link;

    Listening(String url, String... filters) throws Exception {
        link = new PahoLink(
                BrokerSettings.of(url, "listening-" + System.nanoTime()),
                new Subscription(List.of(filters), heard::add),
                () -> {});
        link.connect(Optional.empty());
    }

    /** The next message whose topic fits. */
    Message next(Predicate<String> topic) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            Message message = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("nothing heard in time");
            }
            if (topic.test(message.topic())) {
                return message;
            }
        }
    }

    @Override
    public void close() {
        link.disconnect();
    }
}
