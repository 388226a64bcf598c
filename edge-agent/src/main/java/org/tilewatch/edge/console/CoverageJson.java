package org.tilewatch.edge.console;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Request;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.store.Ledger.PastLook;
import org.tilewatch.edge.store.Store;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which days of each site were seen, and how well: clear, cloud, unusable for another reason, or not at all. */
final class CoverageJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_LOOKS = 20_000;
    /** A station that has been still for longer shows its own last days. */
    private static final int STILL_DAYS = 60;

    private final Store store;
    private final InstantSource clock;

    CoverageJson(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    Reply days(Request request) throws IOException {
        int days = request.number("days", 182, 7, 732);
        LocalDate until = lastDay();
        LocalDate from = until.minusDays(days - 1L);
        ObjectNode body = JSON.createObjectNode().put("from", from.toString()).put("until", until.toString());
        ObjectNode sites = body.putObject("sites");
        for (String site : store.sites()) {
            ObjectNode seen = sites.putObject(site);
            byDay(site, from, until)
                    .forEach((day, verdicts) -> seen.putObject(day.toString())
                            .put("seen", best(verdicts))
                            .put("looks", verdicts.size())
                            .put("changed", verdicts.contains("changed")));
        }
        ObjectNode blind = body.putObject("blind");
        for (Coverage coverage : store.coverage()) {
            coverage.blindSince().ifPresent(since -> blind(blind, coverage, since));
        }
        return Reply.json(JSON.writeValueAsString(body));
    }

    /** Sites and zones that their latest look did not see clearly. */
    private static void blind(ObjectNode to, Coverage coverage, Instant since) {
        ObjectNode told = to.withArray(coverage.site())
                .addObject()
                .put("zone", coverage.zone())
                .put("since", since.toString())
                .put("observedFraction", coverage.observedFraction());
        coverage.lastClear().ifPresent(clear -> told.put("lastClear", clear.toString()));
    }

    private LocalDate lastDay() throws IOException {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate newest = LocalDate.MIN;
        for (String site : store.sites()) {
            for (PastLook look : store.ledger().looks(site, 1)) {
                LocalDate day = day(look);
                newest = day.isAfter(newest) ? day : newest;
            }
        }
        boolean still = newest.isBefore(today.minusDays(STILL_DAYS)) || newest.isAfter(today);
        return still && !newest.equals(LocalDate.MIN) ? newest : today;
    }

    private Map<LocalDate, List<String>> byDay(String site, LocalDate from, LocalDate until) throws IOException {
        Map<LocalDate, List<String>> byDay = new TreeMap<>();
        List<PastLook> looks = store.ledger()
                .looks(
                        site,
                        from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        MOST_LOOKS);
        for (PastLook look : looks) {
            String what = look.verdict().equals("unusable") ? look.reason() : look.verdict();
            byDay.computeIfAbsent(day(look), day -> new ArrayList<>()).add(what);
        }
        return byDay;
    }

    /** The best look of a day counts. */
    private static String best(List<String> verdicts) {
        if (verdicts.stream().anyMatch(List.of("learning", "changed", "unchanged")::contains)) {
            return "clear";
        }
        return verdicts.contains("cloud") ? "cloud" : "unusable";
    }

    private static LocalDate day(PastLook look) {
        return look.acquired().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
