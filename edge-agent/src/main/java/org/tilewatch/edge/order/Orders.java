package org.tilewatch.edge.order;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.order.Outcome.Code;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.Region;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.OrderBook;
import org.tilewatch.edge.store.OrderBook.Answer;
import org.tilewatch.edge.store.OrderBook.Change;
import org.tilewatch.edge.store.OrderBook.Revised;
import org.tilewatch.edge.store.Store;

/**
 * Carries out orders, whoever gives them. Each takes effect as a whole and durably, together with the answer; safe to use from any
 * thread. What may be ordered is not decided here.
 */
public final class Orders {

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    /** A look may change an event between our reading and writing it, but not for ever. */
    private static final int ATTEMPTS = 20;
    /** An outline of so many times the event's area is taken for a slip. */
    private static final double LARGEST_CORRECTION = 100;

    private final Store store;
    private final Health health;
    private final BiFunction<Event, Optional<SiteGrid>, Report> reports;
    private final Runnable reportsQueued;

    /**
     * @param reports draws up the report of an event that an order changed
     * @param reportsQueued run after an order that left something in the outbox or lets it go; must not block
     */
    public Orders(
            Store store, Health health, BiFunction<Event, Optional<SiteGrid>, Report> reports, Runnable reportsQueued) {
        this.store = store;
        this.health = health;
        this.reports = reports;
        this.reportsQueued = reportsQueued;
    }

    /** How a request is known when it comes again: by any text that its sender makes up, 1 to 200 characters. */
    public record RequestKey(String text) {

        public RequestKey {
            if (text.isEmpty() || text.length() > 200) {
                throw new IllegalArgumentException(
                        "key of %d characters, allowed are 1 to 200".formatted(text.length()));
            }
        }
    }

    /** Carries out an order. */
    public synchronized Outcome carryOut(Order order) throws IOException {
        return attempt(order, Optional.empty());
    }

    /** Carries out an order once: the same order under the same key gets the same answer and changes nothing. */
    public synchronized Outcome carryOut(Order order, RequestKey key) throws IOException {
        Optional<Answer> before = store.orders().answer(key.text());
        if (before.isPresent()) {
            return before.get().request().equals(order.toString())
                    ? outcome(before.get().text())
                    : new Outcome(Code.CONFLICT, "another order came under this key before; nothing was done");
        }
        return attempt(order, Optional.of(key));
    }

    private Outcome attempt(Order order, Optional<RequestKey> key) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Plan plan = plan(order);
            Optional<Answer> answer = key.map(each -> new Answer(each.text(), order.toString(), text(plan.outcome)));
            if (store.orders().carry(plan.change.answered(answer))) {
                plan.afterwards.run();
                LOG.info("order {}: {}", order.name(), plan.outcome.sentence());
                return plan.outcome;
            }
        }
        return new Outcome(Code.FAILED, "the event changes too fast; nothing was done, try again");
    }

    /** What an order comes to, before it takes effect. */
    private record Plan(Outcome outcome, Change change, Runnable afterwards) {

        static Plan nothing(Code code, String sentence) {
            return new Plan(new Outcome(code, sentence), Change.NONE, () -> {});
        }
    }

    private Plan plan(Order order) throws IOException {
        return switch (order) {
            case Order.Accept accept -> accept(accept);
            case Order.Reject reject -> reject(reject);
            case Order.Correct correct -> correct(correct);
            case Order.Silence _ -> silence();
            case Order.Arm _ -> arm(true);
            case Order.Disarm _ -> arm(false);
            case Order.Rebaseline rebaseline -> rebaseline(rebaseline.site());
            case Order.Resend resend -> resend(resend.alertId());
        };
    }

    private Plan accept(Order.Accept order) throws IOException {
        Optional<Event> event = event(order.subject());
        if (event.isEmpty()) {
            return unknownEvent(order.subject());
        }
        String id = event.get().id();
        if (event.get().status() == EventStatus.RETRACTED) {
            return Plan.nothing(Code.UNCHANGED, "event %s was rejected before and stays withdrawn".formatted(id));
        }
        Change change = reviewed(event.get(), true, order.by(), List.of(), List.of());
        return new Plan(
                new Outcome(Code.DONE, "event %s is accepted".formatted(id)), change, () -> health.reviewed(id));
    }

    private Plan reject(Order.Reject order) throws IOException {
        Optional<Event> found = event(order.subject());
        if (found.isEmpty()) {
            return unknownEvent(order.subject());
        }
        Event event = found.get();
        if (event.status() == EventStatus.RETRACTED) {
            return Plan.nothing(Code.UNCHANGED, "event %s was rejected before".formatted(event.id()));
        }
        Closed closed = closed(event, EventStatus.RETRACTED);
        Change change = reviewed(event, false, order.by(), List.of(closed.event), closed.reports);
        String told = closed.reports.isEmpty() ? "it was never published" : "its retraction is queued";
        return new Plan(
                new Outcome(Code.DONE, "event %s is rejected and withdrawn; %s".formatted(event.id(), told)),
                change,
                () -> {
                    health.reviewed(event.id());
                    reportsQueued.run();
                });
    }

    private Plan correct(Order.Correct order) throws IOException {
        Optional<Event> found = event(order.subject());
        if (found.isEmpty()) {
            return unknownEvent(order.subject());
        }
        Event event = found.get();
        Optional<String> fault = Region.fault(order.outline());
        double share = fault.isPresent() ? 0 : area(order.outline()) / area(event.outline());
        if (fault.isPresent() || !(share > 0 && share < LARGEST_CORRECTION)) {
            String why = fault.orElse("has %.3g times the area".formatted(share));
            return Plan.nothing(
                    Code.BAD_REQUEST, "the outline " + why + "; event %s is as it was".formatted(event.id()));
        }
        if (!event.status().open()) {
            return Plan.nothing(Code.FAILED, "event %s is over; its outline stays as it is".formatted(event.id()));
        }
        Event after = event.corrected(order.outline(), event.areaSquareMetres() * share);
        List<Report> told = after.revision() == 0 ? List.of() : List.of(reports.apply(after, store.grid(event.site())));
        Change change = reviewed(event, true, order.by(), List.of(new Revised(event, after)), told);
        String sentence = "event %s is accepted with the outline that was drawn; %s"
                .formatted(event.id(), told.isEmpty() ? "it was never published" : "its update is queued");
        return new Plan(new Outcome(Code.DONE, sentence), change, () -> {
            health.reviewed(event.id());
            reportsQueued.run();
        });
    }

    private static double area(Outline outline) {
        return new Region(List.of(outline)).area();
    }

    private Plan silence() {
        boolean quiet = health.now().openAlerts() == 0;
        return new Plan(
                quiet
                        ? new Outcome(Code.UNCHANGED, "no alert asks for a person")
                        : new Outcome(Code.DONE, "lamp and buzzer are quiet until the next alert"),
                Change.NONE,
                health::silence);
    }

    private Plan arm(boolean wanted) throws IOException {
        String sentence = wanted
                ? "armed: what is found is published"
                : "disarmed: looks are recorded, nothing but the status is published";
        boolean unchanged = store.orders().armed() == wanted;
        Change change = Change.NONE.arming(wanted);
        return new Plan(new Outcome(unchanged ? Code.UNCHANGED : Code.DONE, sentence), change, () -> {
            health.armed(wanted);
            reportsQueued.run();
        });
    }

    private Plan rebaseline(String site) throws IOException {
        if (!store.orders().knows(site)) {
            return Plan.nothing(Code.UNKNOWN, "nothing was learned of a site '%s'".formatted(site));
        }
        List<Revised> events = new ArrayList<>();
        List<Report> told = new ArrayList<>();
        for (Event event : store.openEvents(site)) {
            Closed closed = closed(event, EventStatus.ABSORBED);
            events.add(closed.event);
            told.addAll(closed.reports);
        }
        Change change = Change.NONE.revised(events, told).unlearning(site);
        String sentence =
                "what was learned of site %s is forgotten, %d open events are absorbed".formatted(site, events.size());
        return new Plan(new Outcome(Code.DONE, sentence), change, () -> {
            try {
                health.learned(store.leastHistory());
            } catch (IOException e) {
                LOG.debug("the next look will tell how much is learned: {}", e.toString());
            }
            events.forEach(event -> health.reviewed(event.before().id()));
            reportsQueued.run();
        });
    }

    private Plan resend(String alertId) throws IOException {
        Optional<Archived> kept = store.archive().byAlertId(alertId);
        if (kept.isEmpty()) {
            return Plan.nothing(Code.UNKNOWN, "alert %s is not kept here".formatted(alertId));
        }
        if (kept.get().state() == State.WAITING) {
            return Plan.nothing(Code.UNCHANGED, "alert %s waits in the outbox already".formatted(alertId));
        }
        Change change = Change.NONE.resending(alertId);
        return new Plan(new Outcome(Code.DONE, "alert %s is sent again".formatted(alertId)), change, reportsQueued);
    }

    private record Closed(Revised event, List<Report> reports) {}

    /** An event in its last state, with the report of it if anything was published before. */
    private Closed closed(Event event, EventStatus status) throws IOException {
        if (event.revision() == 0) {
            return new Closed(new Revised(event, event.withStatus(status)), List.of());
        }
        Event after = event.revised(status);
        return new Closed(new Revised(event, after), List.of(reports.apply(after, store.grid(event.site()))));
    }

    private static Change reviewed(
            Event event, boolean accepted, Order.Reviewer by, List<Revised> events, List<Report> reports) {
        OrderBook.Review review = new OrderBook.Review(event.id(), accepted, by.name(), by.note());
        return Change.NONE.reviewed(review).revised(events, reports);
    }

    private Optional<Event> event(String subject) throws IOException {
        Optional<Event> direct = store.event(subject);
        if (direct.isPresent()) {
            return direct;
        }
        Optional<Archived> alert = store.archive().byAlertId(subject);
        return alert.isPresent() ? store.event(alert.get().eventId()) : Optional.empty();
    }

    private static Plan unknownEvent(String subject) {
        return Plan.nothing(Code.UNKNOWN, "'%s' is no event and no alert of this station".formatted(subject));
    }

    private static String text(Outcome outcome) {
        return outcome.code().name() + " " + outcome.sentence();
    }

    private static Outcome outcome(String text) {
        int blank = text.indexOf(' ');
        return new Outcome(Code.valueOf(text.substring(0, blank)), text.substring(blank + 1));
    }
}
