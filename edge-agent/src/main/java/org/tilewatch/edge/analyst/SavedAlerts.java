package org.tilewatch.edge.analyst;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Saves alerts below a folder, tells its index of them, and puts chips that come later beside their alert. Safe for several threads. */
public final class SavedAlerts {

    private static final int MOST_INCOMPLETE = 600;

    private final AlertFolder folder;
    private final AlertIndex index;
    /** Roles of chips that are missing, by station and alert. */
    private final Map<String, Set<String>> incomplete = new LinkedHashMap<>();

    public SavedAlerts(Path folder, AlertIndex index) {
        this.folder = new AlertFolder(folder);
        this.index = index;
    }

    /** Saves an alert with the chips that came with it. */
    public synchronized void save(ReceivedAlert alert) throws IOException {
        write(alert);
        if (!alert.missing().isEmpty()) {
            incomplete.put(key(alert), new HashSet<>(alert.missing()));
        }
        Iterator<String> oldest = incomplete.keySet().iterator();
        while (incomplete.size() > MOST_INCOMPLETE) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Saves chips that came after their alert; nothing if that alert was not saved here. */
    public synchronized void saveLate(ReceivedAlert chips) throws IOException {
        Set<String> missing = incomplete.get(key(chips));
        if (missing == null) {
            return;
        }
        write(chips);
        missing.removeAll(chips.chips().keySet());
        if (missing.isEmpty()) {
            incomplete.remove(key(chips));
            notifyAll();
        }
    }

    /** Waits until every alert that was saved has its chips, at most so long; whether they have. */
    public synchronized boolean awaitChips(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis();
                !incomplete.isEmpty() && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return incomplete.isEmpty();
    }

    private void write(ReceivedAlert alert) throws IOException {
        index.add(alert.summary(), folder.save(alert));
    }

    private static String key(ReceivedAlert alert) {
        return alert.station() + "/" + alert.summary().id();
    }
}
