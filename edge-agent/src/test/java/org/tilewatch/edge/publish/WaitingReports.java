package org.tilewatch.edge.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.report.Report;

/** An outbox in memory, stricter than a real one: telling the fate of any but the first report is a bug. */
final class WaitingReports implements Outbox {

    private final ArrayDeque<Report> waiting = new ArrayDeque<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();

    synchronized void add(Report report) {
        waiting.add(report);
    }

    @Override
    public synchronized Optional<Report> next() {
        return Optional.ofNullable(waiting.peek());
    }

    @Override
    public synchronized void acknowledged(String alertId) {
        acknowledged.add(taken(alertId));
        notifyAll();
    }

    @Override
    public synchronized void failed(String alertId, String why) {
        failed.add(why);
        notifyAll();
    }

    @Override
    public synchronized void deadLetter(String alertId, String why) {
        dead.add(taken(alertId) + ": " + why);
        notifyAll();
    }

    synchronized void awaitEmpty() throws InterruptedException {
        while (!waiting.isEmpty()) {
            wait();
        }
    }

    synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    synchronized List<String> failed() {
        return List.copyOf(failed);
    }

    synchronized List<String> dead() {
        return List.copyOf(dead);
    }

    private String taken(String alertId) {
        Report first = waiting.remove();
        if (!first.alertId().equals(alertId)) {
            throw new IllegalStateException("fate of " + alertId + " told, but " + first.alertId() + " is first");
        }
        return alertId;
    }
}
