package org.tilewatch.edge.publish;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.tilewatch.edge.loop.Duty;

/** Keeps a link that only listens connected. */
public final class SubscribingLoop implements Duty {

    private final BrokerLink link;
    private final LinkSupervisor supervisor;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    public SubscribingLoop(BrokerLink link, InstantSource wallClock, LongSupplier nanoTime, RandomGenerator random) {
        this.link = link;
        this.supervisor = new LinkSupervisor(link, Optional.empty(), wallClock, nanoTime, random);
    }

    @Override
    public boolean turn() throws InterruptedException {
        return supervisor.attend() == LinkSupervisor.Attended.JUST_UP;
    }

    @Override
    public String workingOn() {
        return "the subscription";
    }

    @Override
    public void end() {
        link.disconnect();
    }
}
