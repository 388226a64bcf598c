package org.tilewatch.edge.console;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Request;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.OutlineFit;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.Query;
import org.tilewatch.edge.store.Store;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts as the page shows them: one card per event, made from its latest report. */
final class AlertsJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 100;
    /** Reports that one request reads at most; the page then asks for the next part. */
    private static final int MOST_READ = 3_000;

    private static final String TO_REVIEW = "to-review";
    private static final String CHIP = "([0-9a-f-]{36})/(before|after|diff)";

    private final Store store;
    private final SitesJson sites;

    AlertsJson(Store store, SitesJson sites) {
        this.store = store;
        this.sites = sites;
    }

    /** Cards, newest first; {@code next} is where the following part begins, null at the end. */
    Reply list(Request request) throws IOException {
        Optional<Query> asked = query(request);
        if (asked.isEmpty()) {
            return Reply.text(
                    Reply.BAD_REQUEST, "severity is urgent or routine, times are like 2026-03-01T00:00:00Z\n");
        }
        int limit = request.number("limit", 40, 1, 200);
        Kept kept = new Kept(request.parameter("status"), request.parameter("zone"));
        List<ObjectNode> cards = new ArrayList<>();
        Query part = asked.get();
        int read = 0;
        boolean more = true;
        while (more && cards.size() < limit && read < MOST_READ) {
            List<Archived> rows = store.archive().find(part);
            for (Archived row : rows) {
                part = part.below(row.seq());
                read++;
                card(row, kept).ifPresent(cards::add);
                if (cards.size() == limit) {
                    break;
                }
            }
            more = rows.size() == PAGE || cards.size() == limit;
        }
        ObjectNode body = JSON.createObjectNode();
        cards.forEach(body.withArray("alerts")::add);
        body.put("next", more ? part.belowSeq() : 0);
        return Reply.json(JSON.writeValueAsString(body));
    }

    /** One event with all its reports, named by the id of any of its alerts or its own. */
    Reply one(Request request) throws IOException {
        String id = request.rest();
        Optional<Archived> named = store.archive().byAlertId(id);
        List<Archived> rows =
                store.archive().byEvent(named.map(Archived::eventId).orElse(id));
        if (rows.isEmpty()) {
            return Reply.notFound();
        }
        Archived newest = rows.getLast();
        Optional<Event> event = store.event(newest.eventId());
        ObjectNode body = AlertCard.whole(newest, pictured(rows), event);
        outlineAsTold(body, newest.site());
        reviewed(body, newest.eventId());
        sites.learned(body, newest.site());
        body.put("reviewable", event.isPresent());
        ArrayNode history = body.putArray("history");
        for (Archived row : rows.reversed()) {
            history.add(AlertCard.of(row, row, Optional.empty()));
        }
        return Reply.json(JSON.writeValueAsString(body));
    }

    /** How many alerts of each day of acquisition there are, urgent and routine. */
    Reply days(Request request) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        store.ledger()
                .reportsPerDay(request.parameter("site"))
                .forEach(day -> body.withObjectProperty(day.day().toString())
                        .put(StationJson.lower(day.severity()), day.count()));
        return Reply.json(JSON.writeValueAsString(body));
    }

    /** A picture of an alert. */
    Reply chip(Request request) throws IOException {
        if (!request.rest().matches(CHIP)) {
            return Reply.notFound();
        }
        String[] parts = request.rest().split("/", -1);
        Optional<Message> chip = store.archive().chip(parts[0], parts[1]);
        return chip.<Reply>map(each -> Reply.picture(each.contentType(), each.payload()))
                .orElseGet(Reply::notFound);
    }

    /** Only the latest report of an event has a card. */
    private Optional<ObjectNode> card(Archived row, Kept kept) throws IOException {
        Optional<Event> event = store.event(row.eventId());
        boolean superseded =
                event.isPresent() && row.revision() > 0 && event.get().revision() > row.revision();
        if (superseded || row.json().isEmpty()) {
            return Optional.empty();
        }
        boolean bare = row.roles().isEmpty();
        ObjectNode card = AlertCard.of(row, bare ? pictured(store.archive().byEvent(row.eventId())) : row, event);
        reviewed(card, row.eventId());
        return kept.keeps(card) ? Optional.of(card) : Optional.empty();
    }

    /** What of a card the archive cannot be asked for. */
    private record Kept(Optional<String> status, Optional<String> zone) {

        boolean keeps(ObjectNode card) {
            return status.stream().allMatch(wanted -> isIn(card, wanted))
                    && zone.stream().allMatch(card.path("zone").asString("")::equals);
        }
    }

    /** Whether a card's event is in a state, or waits for a person's review. */
    private static boolean isIn(ObjectNode card, String wanted) {
        String status = card.path("status").asString("");
        return wanted.equals(TO_REVIEW)
                ? !card.has("review") && List.of("provisional", "confirmed").contains(status)
                : status.equals(wanted);
    }

    /** The latest report of an event that has pictures: a withdrawal has none of its own. */
    private static Archived pictured(List<Archived> rows) {
        return rows.reversed().stream()
                .filter(row -> !row.roles().isEmpty())
                .findFirst()
                .orElse(rows.getLast());
    }

    /** Where the alert told its outline on Earth, that one is drawn: the event's own goes on changing. */
    private void outlineAsTold(ObjectNode body, String site) throws IOException {
        Optional<Outline> told = OutlineFit.read(body.path("geometry"));
        if (told.isEmpty()) {
            return;
        }
        ArrayNode rings = JSON.createArrayNode();
        for (double[] points : told.get().rings()) {
            if (!sites.toPixels(site, points)) {
                return;
            }
            AlertCard.ring(rings.addArray(), points);
        }
        body.set("outline", rings);
    }

    private void reviewed(ObjectNode card, String eventId) throws IOException {
        store.orders().review(eventId).ifPresent(review -> card.put("review", review.accepted() ? "accept" : "reject"));
    }

    private static Optional<Query> query(Request request) {
        try {
            Optional<Severity> severity = request.parameter("severity")
                    .map(text -> Severity.valueOf(text.toUpperCase(java.util.Locale.ROOT)));
            return Optional.of(new Query(
                    request.parameter("site"),
                    severity,
                    Optional.empty(),
                    request.parameter("from").map(Instant::parse),
                    request.parameter("until").map(Instant::parse),
                    request.parameter("below").map(Long::valueOf).orElse(Long.MAX_VALUE),
                    PAGE));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
