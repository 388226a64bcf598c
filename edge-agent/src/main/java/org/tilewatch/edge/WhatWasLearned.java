package org.tilewatch.edge;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.console.Station.Learned;
import org.tilewatch.edge.console.Station.Learning;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.habit.Habits;
import org.tilewatch.edge.watch.look.AlertPolicy;

/** What the past of a site and people's reviews changed about its alerts, told to the page as the judge reckons with it. */
record WhatWasLearned(Store store, AlertPolicy policy) implements Learning {

    @Override
    public Optional<Learned> of(String site) throws IOException {
        Habits habits = Habits.of(store, site);
        return Optional.of(new Learned(
                store.orders().reviews(site).size(),
                policy.publishedFrom(true, habits.leaning()),
                policy.publishedFrom(true, 0),
                policy.publishedFrom(false, habits.leaning()),
                policy.publishedFrom(false, 0)));
    }

    @Override
    public List<Outline> restless(String site) throws IOException {
        Habits habits = Habits.of(store, site);
        return store.restlessEvents(site).stream()
                .map(Event::outline)
                .filter(outline -> habits.against(Patch.of(outline)) > 0)
                .toList();
    }
}
