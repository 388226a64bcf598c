package org.tilewatch.edge.console;

import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.site.Outline;

/** What reviews are said to have taught a station. */
public final class TaughtStation implements Station.Learning {

    public volatile Optional<Station.Learned> learned = Optional.empty();
    public volatile List<Outline> restless = List.of();

    @Override
    public Optional<Station.Learned> of(String site) {
        return learned;
    }

    @Override
    public List<Outline> restless(String site) {
        return restless;
    }
}
