package org.tilewatch.edge.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.LinkSupervisor.Attended;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.store.Outbox;

/**
 * Brings one report per turn from the outbox to an acknowledged state, and keeps the station's status with the broker.
 *
 * <p>A report leaves the outbox only after the broker's PUBACK for its alert, which is sent after those of all its chips: a break
 * anywhere before repeats the whole report under the same ids. A broker that is away is no error here.
 */
public final class PublishingLoop implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingLoop.class);
    /** A PUBACK that takes longer means a dead peer. */
    private static final Duration PUBACK_WAIT = Duration.ofSeconds(20);

    private static final Duration GOODBYE_WAIT = Duration.ofSeconds(1);

    private final BrokerLink link;
    private final Outbox outbox;
    private final Health health;
    private final StatusCodec codec;
    private final String root;
    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final LinkSupervisor supervisor;
    private final StatusTeller teller;
    private final Backoff refusals;

    private long refusedSinceNanos;
    private long resendNanos;
    private boolean refused;
    private volatile String workingOn = "no report";

    /**
     * @param root topic above all of the station's, for instance {@code tilewatch/1/han-01}
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    public PublishingLoop(
            BrokerLink link,
            Outbox outbox,
            Health health,
            StatusCodec codec,
            String root,
            InstantSource wallClock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.link = link;
        this.outbox = outbox;
        this.health = health;
        this.codec = codec;
        this.root = root;
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        this.supervisor = new LinkSupervisor(link, Optional.of(absolute(codec.lost())), wallClock, nanoTime, random);
        this.teller = new StatusTeller(codec);
        this.refusals = new Backoff(random);
    }

    @Override
    public boolean turn() throws IOException, InterruptedException {
        Attended attended = supervisor.attend();
        health.linkUp(attended != Attended.DOWN);
        if (attended == Attended.DOWN) {
            return false;
        }
        if (attended == Attended.JUST_UP) {
            teller.forget();
            refused = false;
        }
        try {
            tellStatus();
            return sendNext();
        } catch (LinkDown e) {
            supervisor.lost(String.valueOf(e.getMessage()));
            health.linkUp(false);
            return false;
        }
    }

    @Override
    public String workingOn() {
        return workingOn;
    }

    /** Tells the broker that the station was stopped on purpose, and disconnects. */
    @Override
    public void end() throws InterruptedException {
        try {
            if (link.isUp()) {
                Message stopped = absolute(codec.stopped(health.now(), wallClock.instant()));
                await(link.publish(stopped), GOODBYE_WAIT);
            }
        } catch (LinkDown e) {
            LOG.info("could not tell the broker that the station stops: {}", e.getMessage());
        } finally {
            link.disconnect();
            health.linkUp(false);
        }
    }

    private void tellStatus() throws LinkDown, InterruptedException {
        List<Message> due = teller.due(health.now(), wallClock.instant(), nanoTime.getAsLong());
        for (Delivery delivery : sendAll(due)) {
            if (!(delivery instanceof Delivery.Acknowledged)) {
                LOG.debug("status not taken by the broker: {}", delivery);
            }
        }
    }

    private boolean sendNext() throws IOException, InterruptedException {
        if (refused && nanoTime.getAsLong() - resendNanos < 0) {
            return false;
        }
        Optional<Outbox.Queued> next = outbox.next();
        if (next.isEmpty()) {
            workingOn = "no report";
            return false;
        }
        Report report = next.get().report();
        workingOn = "report " + report.alertId();
        settle(report, send(report));
        return true;
    }

    /** Chips first, then the alert; a chip that is gone or can never pass is left out, and the alert says so. */
    private Delivery send(Report report) throws LinkDown, InterruptedException {
        List<Delivery> answers = sendAll(report.chips());
        Set<String> rolesSent = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            String topic = report.chips().get(i).topic();
            switch (answers.get(i)) {
                case Delivery.Acknowledged a -> rolesSent.add(topic.substring(topic.lastIndexOf('/') + 1));
                case Delivery.Refused later -> {
                    return later;
                }
                case Delivery.Undeliverable never ->
                    LOG.warn("{} cannot be sent: {}; its alert goes without it", topic, never.why());
            }
        }
        Message alert = AlertCodec.namingOnly(report.alert(), rolesSent);
        return await(link.publish(absolute(alert)), PUBACK_WAIT);
    }

    private void settle(Report report, Delivery delivery) throws IOException, InterruptedException {
        String id = report.alertId();
        switch (delivery) {
            case Delivery.Acknowledged a -> {
                outbox.acknowledged(id);
                refused = false;
                refusals.reset();
                LOG.debug("report {} acknowledged", id);
                sendAll(AlertCodec.latestPictures(report));
            }
            case Delivery.Refused later -> {
                outbox.failed(id, later.why());
                backOff(id, later.why());
            }
            case Delivery.Undeliverable never -> outbox.deadLetter(id, never.why());
        }
    }

    private void backOff(String id, String why) {
        long now = nanoTime.getAsLong();
        if (!refused) {
            refusedSinceNanos = now;
            LOG.info("broker does not take report {}: {}; it stays in the outbox and is sent again", id, why);
        }
        refused = true;
        resendNanos =
                now + refusals.next(Duration.ofNanos(now - refusedSinceNanos)).toNanos();
    }

    private List<Delivery> sendAll(List<Message> messages) throws LinkDown, InterruptedException {
        List<CompletableFuture<Delivery>> underWay = new ArrayList<>();
        for (Message message : messages) {
            underWay.add(link.publish(absolute(message)));
        }
        List<Delivery> answers = new ArrayList<>();
        for (CompletableFuture<Delivery> answer : underWay) {
            answers.add(await(answer, PUBACK_WAIT));
        }
        return answers;
    }

    private static Delivery await(CompletableFuture<Delivery> answer, Duration atMost)
            throws LinkDown, InterruptedException {
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LinkDown("no PUBACK within %d s".formatted(atMost.toSeconds()));
        } catch (ExecutionException e) {
            throw new LinkDown(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private Message absolute(Message message) {
        return new Message(
                root + "/" + message.topic(),
                message.payload(),
                message.contentType(),
                message.userProperties(),
                message.expiry(),
                message.retained());
    }
}
