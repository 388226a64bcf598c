package org.tilewatch.edge.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.LinkSupervisor.Attended;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.report.StatusTeller;
import org.tilewatch.edge.store.Outbox;

/**
 * Brings reports from the outbox to an acknowledged state, several at a time and in order, keeps the station's status with the broker,
 * and answers orders that come from there.
 *
 * <p>A report leaves the outbox only after the broker's PUBACKs for its alert and all its chips: a break anywhere before repeats the
 * whole report under the same ids. A broker that is away is no error here.
 */
public final class PublishingLoop implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingLoop.class);
    private static final Duration PUBACK_LOOK = Duration.ofMillis(200);
    private static final Duration GOODBYE_WAIT = Duration.ofSeconds(1);

    private final BrokerLink link;
    private final Health health;
    private final StatusCodec codec;
    private final String root;
    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final LinkSupervisor supervisor;
    private final LinkConditions conditions;
    private final StatusTeller teller;
    private final Besides besides;
    private final OnTheirWay onTheirWay = new OnTheirWay();
    private final ReportSender reports;

    /** What else is to be told. */
    public interface Besides {

        /** The messages due, with absolute topics; told once. */
        List<Message> next() throws IOException;

        /** A connection was made anew: the broker may have lost what was told before. */
        default void connected() {}
    }

    /**
     * @param root topic above all of the station's, for instance {@code tilewatch/1/han-01}
     * @param besides told between status and reports: answers to orders, coverage
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    public PublishingLoop(
            BrokerLink link,
            Outbox outbox,
            Health health,
            StatusCodec codec,
            String root,
            Besides besides,
            InstantSource wallClock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.link = link;
        this.health = health;
        this.codec = codec;
        this.root = root;
        this.besides = besides;
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        this.supervisor = new LinkSupervisor(link, Optional.of(absolute(codec.lost())), wallClock, nanoTime, random);
        this.conditions = new LinkConditions(new Conditions(health));
        this.teller = new StatusTeller(codec);
        this.reports = new ReportSender(link, outbox, root, onTheirWay, conditions, wallClock, nanoTime, random);
    }

    @Override
    public boolean turn() throws IOException, InterruptedException {
        Attended attended = supervisor.attend();
        conditions.link(supervisor.fault());
        if (attended != Attended.UP) {
            onTheirWay.clear();
        }
        health.linkUp(attended != Attended.DOWN);
        if (attended == Attended.DOWN) {
            return false;
        }
        if (attended == Attended.JUST_UP) {
            teller.forget();
            besides.connected();
            reports.startAfresh();
        }
        try {
            return exchange();
        } catch (LinkDown e) {
            onTheirWay.clear();
            supervisor.lost(link.fault().orElse(e));
            health.linkUp(false);
            return false;
        }
    }

    /** Most urgent first: status, answers and the like, reports. */
    private boolean exchange() throws IOException, InterruptedException {
        send(teller.due(health.now(), wallClock.instant(), nanoTime.getAsLong()));
        for (Message message : besides.next()) {
            onTheirWay.publish(link, List.of(message), nanoTime.getAsLong());
        }
        boolean settled = reports.settle();
        boolean sent = health.now().armed() && reports.sendMore();
        if (!settled && !sent) {
            onTheirWay.checkTime(nanoTime.getAsLong());
            onTheirWay.await(PUBACK_LOOK);
        }
        return settled || sent || !onTheirWay.isEmpty();
    }

    private void send(List<Message> messages) throws LinkDown, InterruptedException {
        onTheirWay.publish(link, messages.stream().map(this::absolute).toList(), nanoTime.getAsLong());
    }

    @Override
    public String workingOn() {
        return reports.workingOn();
    }

    /** Tells the broker that the station was stopped on purpose, and disconnects. */
    @Override
    public void end() throws IOException, InterruptedException {
        try {
            if (link.isUp()) {
                send(List.of(codec.stopped(health.now(), wallClock.instant())));
                for (long end = System.nanoTime() + GOODBYE_WAIT.toNanos();
                        !onTheirWay.isEmpty() && System.nanoTime() - end < 0; ) {
                    onTheirWay.await(PUBACK_LOOK);
                    reports.settle();
                }
            }
        } catch (LinkDown e) {
            LOG.info("could not tell the broker that the station stops: {}", e.getMessage());
        } finally {
            link.disconnect();
            health.linkUp(false);
        }
    }

    private Message absolute(Message message) {
        return message.at(root + "/" + message.topic());
    }
}
