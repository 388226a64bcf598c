package org.tilewatch.edge.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.report.Message;

/** Keeps a link up as well as it can, one attempt per call, and logs when it goes up or down, or is down for another reason. */
final class LinkSupervisor {

    enum Attended {
        DOWN,
        JUST_UP,
        UP
    }

    private static final Logger LOG = LoggerFactory.getLogger(LinkSupervisor.class);
    /** A link that breaks sooner did not really stand: the pauses go on growing (two clients with one id take turns like that). */
    private static final Duration STANDS = Duration.ofSeconds(10);

    private static final int SOON_ATTEMPTS = 2;

    private final BrokerLink link;
    private final Optional<Message> lastWill;
    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final Backoff backoff;

    private boolean up;
    private boolean willRetained = true;
    private int hopelessAttempts;
    private @Nullable LinkDown fault;
    private String reason = "";
    private Instant since;
    private long changedNanos;
    private long nextAttemptNanos;

    LinkSupervisor(
            BrokerLink link,
            Optional<Message> lastWill,
            InstantSource wallClock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.link = link;
        this.lastWill = lastWill;
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        this.backoff = new Backoff(random);
        this.since = wallClock.instant();
        this.changedNanos = nanoTime.getAsLong();
        this.nextAttemptNanos = changedNanos;
    }

    /** Tries to connect if the link is down and the next attempt is due. */
    Attended attend() throws InterruptedException {
        if (up && link.isUp()) {
            return Attended.UP;
        }
        if (up) {
            lost(link.fault().orElse(new LinkDown("the connection was lost")));
        }
        if (nanoTime.getAsLong() - nextAttemptNanos < 0) {
            return Attended.DOWN;
        }
        try {
            link.connect(willRetained ? lastWill : lastWill.map(LinkSupervisor::notRetained));
        } catch (LinkDown e) {
            willRetained &= e.kind() != LinkDown.Cause.NO_RETAINED_WILL;
            failedAttempt(e);
            return Attended.DOWN;
        }
        Instant now = wallClock.instant();
        LOG.info("broker link up (was down since {})", since.truncatedTo(ChronoUnit.SECONDS));
        up = true;
        reason = "";
        if (fault == null || fault.kind() != LinkDown.Cause.TAKEN_OVER) {
            fault = null;
        }
        changed(now);
        return Attended.JUST_UP;
    }

    /** The link was found to be dead; it is cut, and the next attempt comes after a pause. */
    void lost(LinkDown why) {
        link.drop();
        if (!up) {
            return;
        }
        up = false;
        if (stands()) {
            backoff.reset();
            hopelessAttempts = 0;
        }
        changed(wallClock.instant());
        failedAttempt(why);
    }

    /** Why the link is down; while it is up, that another client threw us out, until the link has stood for a while. */
    Optional<LinkDown> fault() {
        if (up && stands()) {
            fault = null;
        }
        return Optional.ofNullable(fault);
    }

    private boolean stands() {
        return sinceChange().compareTo(STANDS) >= 0;
    }

    private void failedAttempt(LinkDown failure) {
        String why = String.valueOf(failure.getMessage());
        if (!why.equals(reason)) {
            LOG.info(
                    "broker link down since {}: {}; {}trying again",
                    since.truncatedTo(ChronoUnit.SECONDS),
                    why,
                    lastWill.isPresent() ? "reports wait, " : "");
        }
        reason = why;
        fault = failure;
        nextAttemptNanos = nanoTime.getAsLong() + pause(failure.kind()).toNanos();
    }

    /** What a person has to mend is tried again soon only at first: the broker may just be starting. */
    private Duration pause(LinkDown.Cause kind) {
        return switch (kind) {
            case AWAY, NO_RETAINED_WILL -> backoff.next(sinceChange());
            case FORBIDDEN, NO_MQTT_5, MOVED, TAKEN_OVER ->
                hopelessAttempts++ < SOON_ATTEMPTS ? backoff.next(sinceChange()) : backoff.slow();
        };
    }

    private static Message notRetained(Message will) {
        return new Message(
                will.topic(), will.payload(), will.contentType(), will.userProperties(), will.expiry(), false);
    }

    private void changed(Instant now) {
        since = now;
        changedNanos = nanoTime.getAsLong();
    }

    private Duration sinceChange() {
        return Duration.ofNanos(nanoTime.getAsLong() - changedNanos);
    }
}
