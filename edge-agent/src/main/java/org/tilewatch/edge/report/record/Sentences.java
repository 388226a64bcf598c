package org.tilewatch.edge.report.record;

import static org.tilewatch.edge.report.record.Wording.counted;
import static org.tilewatch.edge.report.record.Wording.day;
import static org.tilewatch.edge.report.record.Wording.percent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Polarity;

/** A site record in sentences, as an analyst would write them. */
public final class Sentences {

    private Sentences() {}

    /** What happened on the whole, how well it could be seen, and what was left out. */
    public static List<String> summary(SiteRecord record) {
        List<String> sentences = new ArrayList<>();
        sentences.add(happened(record));
        sentences.add(seen(record));
        long open = record.published().stream()
                .filter(each -> each.event().status() == EventStatus.PROVISIONAL)
                .count();
        if (open > 0) {
            sentences.add(
                    open == 1
                            ? "1 of them was seen on one look alone and waits for confirmation."
                            : open + " of them were seen on one look alone and wait for confirmation.");
        }
        long silent = record.events().stream().filter(each -> !each.published()).count();
        if (silent > 0) {
            sentences.add("Of %s nothing was told, since they stayed too improbable or too small."
                    .formatted(counted(silent, "further candidate")));
        }
        return sentences;
    }

    private static String happened(SiteRecord record) {
        Map<Polarity, Map<Kind, Integer>> counts = new EnumMap<>(Polarity.class);
        for (EventRecord each : record.published()) {
            Event event = each.event();
            if (event.status() != EventStatus.RETRACTED) {
                counts.computeIfAbsent(event.polarity(), any -> new EnumMap<>(Kind.class))
                        .merge(event.kind(), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return record.clearLooks() == 0
                    ? "Nothing can be said about changes: no look of this period shows the ground."
                    : "No change worth telling was found where the site was seen.";
        }
        List<String> clauses = new ArrayList<>();
        counts.forEach((polarity, kinds) -> {
            List<String> parts = new ArrayList<>();
            kinds.forEach(
                    (kind, count) -> parts.add(count + " " + (count == 1 ? Wording.noun(kind) : Wording.plural(kind))));
            int all = kinds.values().stream().mapToInt(Integer::intValue).sum();
            String verb = polarity == Polarity.ALTERED && all > 1 ? "were altered" : Wording.verb(polarity);
            clauses.add(Wording.list(parts) + " " + verb);
        });
        return Wording.list(clauses) + ".";
    }

    private static String seen(SiteRecord record) {
        if (record.looks().isEmpty()) {
            return "There was no look at the site in this period.";
        }
        String sentence = "The site was seen on %d of %s"
                .formatted(record.clearLooks(), counted(record.looks().size(), "look"));
        Optional<LookRecord> last = record.lastClear();
        if (last.isPresent()) {
            sentence += ", for the last time on " + day(last.get().acquired());
        }
        Optional<Instant> blind = record.blindSince();
        if (blind.isPresent()) {
            sentence += "; blind since " + day(blind.get());
        }
        Duration gap = record.longestGap();
        return sentence + (gap.toDays() >= 1 ? "; the longest time without sight was " + Wording.span(gap) : "") + ".";
    }

    /**
     * For instance {@code A structure of 1,940 m2 (+- 6 %) appeared in zone 'construction', first seen 2026-03-01, seen on 5 looks,
     * not on any of the 7 clear looks before.}
     */
    public static String of(EventRecord record, boolean georeferenced) {
        Event event = record.event();
        String what = Wording.article(Wording.noun(event.kind())) + " of " + size(record, georeferenced) + " "
                + Wording.verb(event.polarity())
                + (record.zone().isEmpty() ? "" : " in zone '" + record.zone() + "'")
                + ", first seen " + day(event.firstSeen())
                + ", seen on " + counted(event.looksSeen(), "look")
                + (event.looksSeen() > 1 ? " until " + day(event.lastSeen()) : "");
        int before = record.clearLooksBefore();
        if (before > 0) {
            what += before == 1
                    ? ", not on the clear look before"
                    : ", not on any of the %d clear looks before".formatted(before);
        }
        return what + fate(event) + ".";
    }

    private static String fate(Event event) {
        return switch (event.status()) {
            case PROVISIONAL -> "; not confirmed yet";
            case CONFIRMED -> "";
            case ENDED -> "; no longer there after " + day(event.lastSeen());
            case ABSORBED -> "; by now part of what is known of the place";
            case RETRACTED -> "; withdrawn";
        };
    }

    /** For instance {@code 1,940 m2 (+- 6 %), 164 % of Assembly hall 1}. */
    public static String size(EventRecord record, boolean georeferenced) {
        String size = Wording.area(record.event().areaSquareMetres(), georeferenced);
        if (Double.isFinite(record.areaErrorFraction())) {
            size += " (+- " + percent(record.areaErrorFraction()) + ")";
        }
        Optional<Comparison> compared = record.compared();
        if (compared.isPresent()) {
            size += ", %s of %s"
                    .formatted(
                            percent(compared.get().fraction()), compared.get().structure());
        }
        return size;
    }
}
