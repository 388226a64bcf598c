package org.tilewatch.edge.console.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Server-sent events: the latest text of each name, to all who listen. A client that reads slowly gets what holds when it reads, and
 * nothing piles up for it. Safe to use from any thread; {@link #tell} does not wait.
 */
public final class EventFeed {

    /** Beyond so many the one that listens longest has to go; a browser comes back by itself. */
    static final int MOST_LISTENERS = 24;

    private static final long HEARTBEAT_NANOS = 15_000_000_000L;

    private final Map<String, Told> latest = new TreeMap<>();
    private final Deque<Thread> listeners = new ArrayDeque<>();
    private long version;

    private record Told(String text, long version) {}

    /** Tells all listeners, unless it is what they heard last. */
    public synchronized void tell(String name, String text) {
        Told before = latest.get(name);
        if (before == null || !before.text().equals(text)) {
            version++;
            latest.put(name, new Told(text, version));
            notifyAll();
        }
    }

    /** How many listen. */
    public synchronized int listeners() {
        return listeners.size();
    }

    /** An answer that goes on for as long as the client listens. */
    public Reply stream() {
        return new Reply.Stream("text/event-stream; charset=utf-8", this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException, InterruptedException {
        enter();
        try {
            Map<String, Long> heard = new HashMap<>();
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                String news = news(heard);
                out.write(news.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        listeners.add(Thread.currentThread());
        if (listeners.size() > MOST_LISTENERS) {
            listeners.removeFirst().interrupt();
        }
    }

    private synchronized void leave() {
        listeners.remove(Thread.currentThread());
    }

    /** Waits for something that this listener has not heard; a comment if nothing came for a while. */
    private synchronized String news(Map<String, Long> heard) throws InterruptedException {
        long end = System.nanoTime() + HEARTBEAT_NANOS;
        List<String> fresh = fresh(heard);
        for (long left = HEARTBEAT_NANOS; fresh.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
            fresh = fresh(heard);
        }
        return fresh.isEmpty() ? ": still here\n\n" : String.join("", fresh);
    }

    private List<String> fresh(Map<String, Long> heard) {
        List<String> fresh = new ArrayList<>();
        latest.forEach((name, told) -> {
            if (heard.getOrDefault(name, 0L) < told.version()) {
                heard.put(name, told.version());
                fresh.add("event: " + name + "\ndata: " + told.text().replace("\n", "\ndata: ") + "\n\n");
            }
        });
        return fresh;
    }
}
