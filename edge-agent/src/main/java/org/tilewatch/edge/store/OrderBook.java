package org.tilewatch.edge.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.store.database.Database;

/** What people ordered: their reviews, whether the station is armed, and the answers that were given. Safe for use by several threads. */
public final class OrderBook {

    /** Answers that are remembered; the oldest go first. */
    static final int ANSWERS = 1_000;

    private static final int REVIEWS = 1_000;

    private final Database database;
    private final Sites sites;
    private final Events events;
    private final Reports reports;
    private final Outbox outbox;
    /** Files of tiles that sites were made to forget; only used under the database's lock. */
    private final Map<String, List<Long>> forgotten = new HashMap<>();

    OrderBook(Reports reports, Sites sites, Events events, Outbox outbox) {
        this.database = reports.database();
        this.reports = reports;
        this.sites = sites;
        this.events = events;
        this.outbox = outbox;
    }

    /**
     * The answer to a request.
     *
     * @param key by which the same request is known when it comes again
     * @param request what was asked for, to tell another request under the same key
     */
    public record Answer(String key, String request, String text) {}

    /** What a person holds of an event; reviewer and note may be empty. */
    public record Review(String eventId, boolean accepted, String reviewer, String note) {}

    /** What was told of an event as its probability, 0 to 1, and whether a person held it to be one. */
    public record Reviewed(boolean accepted, double probability) {}

    /** An event as it was read and as it is to be. */
    public record Revised(Event before, Event after) {}

    /**
     * All that one order changes; becomes durable as a whole or not at all.
     *
     * @param resent id of an alert that is to be sent again
     * @param unlearnedSite whose history is to be forgotten
     * @param armed whether the station publishes from now on
     */
    public record Change(
            Optional<Answer> answer,
            Optional<Review> review,
            List<Revised> events,
            List<Report> reports,
            Optional<String> resent,
            Optional<String> unlearnedSite,
            Optional<Boolean> armed) {

        /** Changes nothing. */
        public static final Change NONE = new Change(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /** The same, remembered with its answer. */
        public Change answered(Optional<Answer> by) {
            return new Change(by, review, events, reports, resent, unlearnedSite, armed);
        }

        public Change reviewed(Review by) {
            return new Change(answer, Optional.of(by), events, reports, resent, unlearnedSite, armed);
        }

        public Change revised(List<Revised> those, List<Report> told) {
            return new Change(answer, review, those, told, resent, unlearnedSite, armed);
        }

        public Change resending(String alertId) {
            return new Change(answer, review, events, reports, Optional.of(alertId), unlearnedSite, armed);
        }

        public Change unlearning(String site) {
            return new Change(answer, review, events, reports, resent, Optional.of(site), armed);
        }

        public Change arming(boolean wanted) {
            return new Change(answer, review, events, reports, resent, unlearnedSite, Optional.of(wanted));
        }

        public Change {
            events = List.copyOf(events);
            reports = List.copyOf(reports);
        }
    }

    /** Whether the station publishes what it finds; it does until it is told otherwise. */
    public boolean armed() throws IOException {
        return database.read(
                () -> database.number("SELECT 1 FROM setting WHERE name = 'armed' AND value = 'false'") == 0);
    }

    /** The answer that was given under a key, if it is still remembered. */
    public Optional<Answer> answer(String key) throws IOException {
        return database.read(() -> {
            try (ResultSet rows = database.statement("SELECT request, answer FROM answer WHERE key = ?", key)
                    .executeQuery()) {
                return rows.next()
                        ? Optional.of(new Answer(key, rows.getString(1), rows.getString(2)))
                        : Optional.empty();
            }
        });
    }

    /** The latest review of an event. */
    public Optional<Review> review(String eventId) throws IOException {
        return database.read(() -> {
            try (ResultSet rows = database.statement(
                            "SELECT decision, reviewer, note FROM review WHERE event_id = ? ORDER BY seq DESC LIMIT 1",
                            eventId)
                    .executeQuery()) {
                return rows.next()
                        ? Optional.of(new Review(
                                eventId, rows.getString(1).equals("accept"), rows.getString(2), rows.getString(3)))
                        : Optional.empty();
            }
        });
    }

    /** The latest review of each of a site's events, among the newest {@value #REVIEWS} of all sites. */
    public List<Reviewed> reviews(String site) throws IOException {
        return database.read(() -> {
            List<Reviewed> found = new ArrayList<>();
            try (ResultSet rows = database.statement(
                            "SELECT r.decision, e.score FROM review r CROSS JOIN event e ON e.id = r.event_id WHERE"
                                    + " r.seq > (SELECT max(seq) FROM review) - " + REVIEWS
                                    + " AND e.site = ? AND NOT EXISTS"
                                    + " (SELECT 1 FROM review l WHERE l.event_id = r.event_id AND l.seq > r.seq)",
                            site)
                    .executeQuery()) {
                while (rows.next()) {
                    found.add(new Reviewed(rows.getString(1).equals("accept"), rows.getDouble(2)));
                }
            }
            return found;
        });
    }

    /** Whether anything is remembered of a site. */
    public boolean knows(String site) throws IOException {
        return database.read(() -> sites.known(site));
    }

    /** False, and nothing is changed, if one of the events is no longer as it was read. */
    public boolean carry(Change change) throws IOException {
        boolean done = false;
        List<Long> files = new ArrayList<>();
        try {
            done = reports.change(() -> carryAll(change, files));
            if (done && change.unlearnedSite().isPresent()) {
                String site = change.unlearnedSite().get();
                database.read(() -> forgotten
                        .computeIfAbsent(site, none -> new ArrayList<>())
                        .addAll(files));
            }
            return done;
        } finally {
            if (!done && change.unlearnedSite().isPresent()) {
                database.read(() -> sites.forget(change.unlearnedSite().get()));
            }
        }
    }

    private boolean carryAll(Change change, List<Long> files) throws SQLException, IOException {
        for (Revised event : change.events()) {
            Optional<Event> now = events.byId(event.before().id());
            if (now.isEmpty()
                    || now.get().revision() != event.before().revision()
                    || now.get().status() != event.before().status()) {
                return false;
            }
        }
        for (Revised event : change.events()) {
            events.revise(event.after());
        }
        for (Report report : change.reports()) {
            outbox.add(report);
        }
        if (change.resent().isPresent()) {
            resend(change.resent().get());
        }
        if (change.review().isPresent()) {
            insert(change.review().get());
        }
        if (change.unlearnedSite().isPresent()) {
            files.addAll(sites.unlearn(change.unlearnedSite().get()));
        }
        if (change.armed().isPresent()) {
            database.statement(
                            "INSERT OR REPLACE INTO setting VALUES ('armed', ?)",
                            String.valueOf(change.armed().get()))
                    .executeUpdate();
        }
        if (change.answer().isPresent()) {
            insert(change.answer().get());
        }
        return true;
    }

    private void resend(String alertId) throws SQLException {
        database.statement(
                        "UPDATE report SET state = 'WAITING', left_outbox = NULL, failure = '', queued = ? WHERE"
                                + " alert_id = ?",
                        Database.micros(reports.now()),
                        alertId)
                .executeUpdate();
    }

    private void insert(Review review) throws SQLException {
        database.statement(
                        "INSERT INTO review (event_id, decision, reviewer, note, at) VALUES (?, ?, ?, ?, ?)",
                        review.eventId(),
                        review.accepted() ? "accept" : "reject",
                        review.reviewer(),
                        review.note(),
                        Database.micros(reports.now()))
                .executeUpdate();
    }

    private void insert(Answer answer) throws SQLException {
        database.statement(
                        "INSERT INTO answer (key, request, answer, at) VALUES (?, ?, ?, ?)",
                        answer.key(),
                        answer.request(),
                        answer.text(),
                        Database.micros(reports.now()))
                .executeUpdate();
        database.statement("DELETE FROM answer WHERE seq <= (SELECT max(seq) FROM answer) - ?", ANSWERS)
                .executeUpdate();
    }

    /**
     * Files that the site gave up since this was last asked. To be asked when a look of the site is settled and not before: it may be
     * judged by what an order makes the site forget meanwhile.
     */
    List<Long> forgottenFiles(String site) throws IOException {
        return database.read(() -> Optional.ofNullable(forgotten.remove(site)).orElse(List.of()));
    }
}
