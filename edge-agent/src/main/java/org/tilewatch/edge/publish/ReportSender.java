package org.tilewatch.edge.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.store.Outbox;

/** Sends the reports of the outbox in order and acts on what the broker answers to each. Used by one thread. */
final class ReportSender {

    private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);
    /** What has outlived its time is still of use to those who listen when it comes. */
    private static final Duration LEAST_EXPIRY = Duration.ofMinutes(1);
    /** Retained pictures that wait until the reports of a backlog are sent: only the last of a site counts. */
    private static final int MOST_PICTURES = 16;

    private static final int MOST_NOT_TAKEN = 100;

    private final BrokerLink link;
    private final Outbox outbox;
    private final String root;
    private final OnTheirWay onTheirWay;
    private final LinkConditions conditions;
    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final Backoff refusals;
    private final Map<String, Message> pictures = new LinkedHashMap<>();
    /** Topics of chips that the broker will never take. */
    private final Set<String> impossible = new HashSet<>();
    /** Topics besides reports of which it was told that the broker does not take them. */
    private final Set<String> notTaken = new HashSet<>();

    private long refusedSinceNanos;
    private long resendNanos;
    private boolean refused;
    private volatile String workingOn = "no report";

    ReportSender(
            BrokerLink link,
            Outbox outbox,
            String root,
            OnTheirWay onTheirWay,
            LinkConditions conditions,
            InstantSource wallClock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.link = link;
        this.outbox = outbox;
        this.root = root;
        this.onTheirWay = onTheirWay;
        this.conditions = conditions;
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        this.refusals = new Backoff(random);
    }

    String workingOn() {
        return workingOn;
    }

    /** On a new connection the broker may judge otherwise. */
    void startAfresh() {
        refused = false;
        onTheirWay.oneByOne(false);
        impossible.clear();
    }

    /** Sends as many reports as have room; false if none. */
    boolean sendMore() throws IOException, InterruptedException {
        boolean waiting = refused && nanoTime.getAsLong() - resendNanos < 0;
        boolean sent = false;
        while (!waiting && onTheirWay.hasRoom()) {
            Optional<Outbox.Queued> next = outbox.next(onTheirWay.alertIds());
            if (next.isEmpty()) {
                workingOn = sent || !onTheirWay.isEmpty() ? workingOn : "no report";
                sendPictures();
                break;
            }
            send(next.get());
            sent = true;
        }
        return sent;
    }

    /** Chips first, then the alert; a chip that is gone or can never pass is left out, and the alert says so. */
    private void send(Outbox.Queued queued) throws LinkDown, InterruptedException {
        Report report = queued.report();
        workingOn = "report " + report.alertId();
        List<Message> messages = new ArrayList<>();
        List<CompletableFuture<Delivery>> sent = new ArrayList<>();
        Set<String> rolesSent = new HashSet<>();
        for (Message chip : report.chips()) {
            if (impossible.contains(chip.topic())) {
                continue;
            }
            CompletableFuture<Delivery> answer = link.publish(absolute(aged(chip, queued.since())));
            if (answer.isDone()
                    && !answer.isCompletedExceptionally()
                    && answer.join() instanceof Delivery.Undeliverable never) {
                LOG.warn("{} cannot be sent: {}; its alert goes without it", chip.topic(), never.why());
                continue;
            }
            rolesSent.add(chip.topic().substring(chip.topic().lastIndexOf('/') + 1));
            messages.add(chip);
            sent.add(answer);
        }
        Message alert = AlertCodec.namingOnly(report.alert(), rolesSent);
        messages.add(alert);
        sent.add(link.publish(absolute(aged(alert, queued.since()))));
        onTheirWay.add(Optional.of(report), messages, sent, nanoTime.getAsLong());
    }

    /** The broker counts a message's time of use from when it gets it: what waited here is taken off. */
    private Message aged(Message message, Instant queued) {
        Duration waited = Duration.between(queued, wallClock.instant());
        if (message.expiry().isEmpty() || waited.isNegative()) {
            return message;
        }
        Duration left = message.expiry().get().minus(waited);
        return message.expiringAfter(left.compareTo(LEAST_EXPIRY) < 0 ? LEAST_EXPIRY : left);
    }

    /** Deals with what was answered since; false if nothing was. */
    boolean settle() throws IOException, InterruptedException {
        List<OnTheirWay.Sent> answered = onTheirWay.answered();
        List<String> acknowledged = new ArrayList<>();
        try {
            for (OnTheirWay.Sent each : answered) {
                List<Delivery> deliveries = each.deliveries();
                if (each.report().isPresent()) {
                    settle(each.report().get(), each.messages(), deliveries, acknowledged);
                } else {
                    for (int i = 0; i < deliveries.size(); i++) {
                        told(each.messages().get(i).topic(), deliveries.get(i));
                    }
                }
            }
        } finally {
            outbox.acknowledged(acknowledged);
        }
        if (pictures.size() > MOST_PICTURES) {
            sendPictures();
        }
        return !answered.isEmpty();
    }

    private void settle(Report report, List<Message> messages, List<Delivery> deliveries, List<String> acknowledged)
            throws IOException {
        String id = report.alertId();
        for (int i = 0; i < deliveries.size() - 1; i++) {
            if (deliveries.get(i) instanceof Delivery.Undeliverable never) {
                LOG.warn(
                        "{} was not taken: {}; its alert is sent again without it",
                        messages.get(i).topic(),
                        never.why());
                impossible.add(messages.get(i).topic());
                return;
            }
        }
        Delivery worst = deliveries.stream()
                .filter(each -> !(each instanceof Delivery.Acknowledged))
                .findFirst()
                .orElse(deliveries.getLast());
        switch (worst) {
            case Delivery.Acknowledged _ -> {
                acknowledged.add(id);
                accepted();
                report.chips().forEach(chip -> impossible.remove(chip.topic()));
                AlertCodec.latestPictures(report).forEach(picture -> pictures.put(picture.topic(), picture));
                LOG.debug("report {} acknowledged", id);
            }
            case Delivery.Refused later -> {
                outbox.failed(id, later.why());
                backOff(id, later);
            }
            case Delivery.Undeliverable never -> outbox.deadLetter(id, never.why());
        }
    }

    /** What is told besides reports comes again by itself; what the broker never takes is logged once. */
    private void told(String topic, Delivery delivery) {
        if (delivery instanceof Delivery.Acknowledged) {
            notTaken.remove(topic);
        } else if (notTaken.size() < MOST_NOT_TAKEN && notTaken.add(topic)) {
            LOG.warn("{} is not taken by the broker: {}", topic, delivery);
        }
    }

    private void accepted() {
        refused = false;
        refusals.reset();
        onTheirWay.oneByOne(false);
        conditions.accepted();
    }

    private void backOff(String id, Delivery.Refused later) {
        long now = nanoTime.getAsLong();
        if (!refused) {
            refusedSinceNanos = now;
            LOG.info("broker does not take report {}: {}; it stays in the outbox and is sent again", id, later.why());
        }
        refused = true;
        onTheirWay.oneByOne(true);
        conditions.refused(later);
        resendNanos =
                now + refusals.next(Duration.ofNanos(now - refusedSinceNanos)).toNanos();
    }

    private void sendPictures() throws LinkDown, InterruptedException {
        List<Message> due = pictures.values().stream().map(this::absolute).toList();
        pictures.clear();
        onTheirWay.publish(link, due, nanoTime.getAsLong());
    }

    private Message absolute(Message message) {
        return message.at(root + "/" + message.topic());
    }
}
