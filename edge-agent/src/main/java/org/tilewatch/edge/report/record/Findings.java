package org.tilewatch.edge.report.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.pace.Growth;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.pace.Phase;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.Zone;

/** What an analyst would write of a period, zone by zone: what stands there by now, what is gone, who came and went, how far the work is. */
public final class Findings {

    private final SiteRecord site;
    private final List<String> sentences = new ArrayList<>();

    private Findings(SiteRecord site) {
        this.site = site;
    }

    /** In the order of the zones, then what lies outside of all; empty where nothing is to be told. */
    public static List<String> of(SiteRecord site) {
        Findings findings = new Findings(site);
        findings.zones().forEach(findings::zone);
        return findings.sentences;
    }

    private Set<String> zones() {
        Set<String> zones = new LinkedHashSet<>();
        site.watched().ifPresent(watched -> watched.zones().forEach(zone -> zones.add(zone.name())));
        site.events().forEach(each -> zones.add(each.zone()));
        zones.remove("");
        zones.add("");
        return zones;
    }

    private void zone(String zone) {
        List<EventRecord> there =
                site.events().stream().filter(each -> each.zone().equals(zone)).toList();
        List<EventRecord> lasting = there.stream()
                .filter(EventRecord::published)
                .filter(each -> each.event().status() == EventStatus.CONFIRMED
                        || each.event().status() == EventStatus.ABSORBED)
                .sorted(Comparator.comparingDouble(each -> -each.event().areaSquareMetres()))
                .toList();
        Optional<EventRecord> crane = gone(lasting);
        for (EventRecord each : lasting) {
            Event event = each.event();
            boolean came = event.polarity() != Polarity.VANISHED;
            switch (event.kind()) {
                case STRUCTURE -> add(came ? structure(each, zone) : vanished(each, zone));
                case COVER -> add(cover(each, zone));
                case GROUND -> add(ground(each, zone));
                case OPENING -> add(opening(each, crane, zone));
                case MAST -> add(came || opened(lasting) ? "" : vanished(each, zone));
                case WATER, ICE, BURN, SMOKE, HOTSPOT -> add(spread(each, zone));
                case WAGONS, VEHICLE, OTHER -> {}
            }
        }
        if (purpose(zone).map(Purpose.RAIL_YARD::equals).orElse(true)) {
            wagons(zone);
        }
        pace(zone);
    }

    private void add(String sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
    }

    private static Optional<EventRecord> gone(List<EventRecord> lasting) {
        return lasting.stream()
                .filter(each -> each.event().kind() == Kind.MAST && each.event().polarity() == Polarity.VANISHED)
                .findFirst();
    }

    private static boolean opened(List<EventRecord> lasting) {
        return lasting.stream().anyMatch(each -> each.event().kind() == Kind.OPENING);
    }

    private String structure(EventRecord each, String zone) {
        String cleared = since(zone, pace -> pace.builtSquareMetres() > 0)
                .filter(built -> built.isAfter(each.event().firstSeen()))
                .map(built -> " as cleared ground, a structure since " + Wording.day(built))
                .orElse("");
        return "A new structure of " + size(each) + in(zone) + ", first seen "
                + Wording.day(each.event().firstSeen()) + cleared + not(each) + ".";
    }

    private String cover(EventRecord each, String zone) {
        return "A roof of " + size(each) + " over the " + place(zone, "loading area") + " since "
                + Wording.day(each.event().firstSeen()) + not(each) + ": what lies below can no longer be seen.";
    }

    private String ground(EventRecord each, String zone) {
        return "Ground of " + size(each) + in(zone) + " was cleared or dug, first seen "
                + Wording.day(each.event().firstSeen()) + not(each) + ".";
    }

    private String spread(EventRecord each, String zone) {
        return Wording.label(each.event().kind()) + " of " + size(each) + in(zone) + " "
                + Wording.verb(each.event().polarity()) + ", first seen "
                + Wording.day(each.event().firstSeen()) + not(each) + ".";
    }

    private String opening(EventRecord each, Optional<EventRecord> crane, String zone) {
        if (purpose(zone).filter(Purpose.ENTRANCE::equals).isEmpty()) {
            return "A small lasting change of " + size(each) + in(zone) + ", perhaps an opening, first seen "
                    + Wording.day(each.event().firstSeen()) + not(each) + ".";
        }
        String open = "open since " + Wording.day(each.event().firstSeen()) + " (" + size(each) + ")" + not(each);
        return crane.map(gone -> "The crane at the " + place(zone, "entrance") + " is gone since "
                        + Wording.day(gone.event().firstSeen()) + " and the entrance is " + open + ".")
                .orElseGet(() -> "The " + place(zone, "entrance") + " is " + open + ".");
    }

    private String vanished(EventRecord each, String zone) {
        String what = each.event().kind() == Kind.MAST ? "crane or mast" : "structure of " + size(each);
        return "A " + what + in(zone) + " is gone since "
                + Wording.day(each.event().firstSeen()) + "; it stood there on all of the "
                + Wording.counted(each.clearLooksBefore(), "clear look") + " before.";
    }

    /** On how many looks wagons stood there, and the most of them. */
    private void wagons(String zone) {
        List<Pace> series = site.paceIn(zone);
        List<Pace> standing = series.stream().filter(each -> each.wagons() > 0).toList();
        standing.stream()
                .max(Comparator.comparingInt(Pace::wagons))
                .ifPresent(most -> add("Wagons stood in zone '%s' on %d of %s; most of them, about %d wagons, on %s."
                        .formatted(
                                zone,
                                standing.size(),
                                Wording.counted(series.size(), "clear look"),
                                most.wagons(),
                                Wording.day(most.acquired()))));
    }

    private void pace(String zone) {
        List<Pace> series = site.paceIn(zone);
        boolean yard = purpose(zone).filter(Purpose.RAIL_YARD::equals).isPresent();
        boolean works = purpose(zone)
                .filter(each -> each == Purpose.CONSTRUCTION || each == Purpose.HOUSING)
                .isPresent();
        List<Phase.Begun> phases = works ? Phase.of(series) : List.of();
        List<String> told = phases.stream()
                .filter(each -> each.phase() != Phase.NONE)
                .map(each -> each.phase().spoken() + " since " + Wording.day(each.since()))
                .toList();
        String growth = Growth.ofObjects(yard ? List.of() : series)
                .map(grown -> "small objects (lorries, stacks) grew in number since %s, from %s to %s a look"
                        .formatted(
                                Wording.day(grown.since()), Wording.number(grown.usual()), Wording.number(grown.now())))
                .orElse("");
        if (!told.isEmpty() || !growth.isEmpty()) {
            String work = told.isEmpty() ? "" : Wording.list(told);
            add("Pace of work" + in(zone) + ": " + work + (work.isEmpty() || growth.isEmpty() ? "" : "; ") + growth
                    + ".");
        }
    }

    private Optional<Instant> since(String zone, Predicate<Pace> what) {
        return site.paceIn(zone).stream().filter(what).map(Pace::acquired).findFirst();
    }

    private Optional<Purpose> purpose(String zone) {
        return site.watched().stream()
                .flatMap(watched -> watched.zones().stream())
                .filter(each -> each.name().equals(zone))
                .findFirst()
                .map(Zone::purpose);
    }

    private String size(EventRecord each) {
        return Sentences.size(each, site.georeferenced()).replace("(+- ", "+- ").replace(" %)", " %");
    }

    private static String in(String zone) {
        return zone.isEmpty() ? "" : " in zone '" + zone + "'";
    }

    /** A zone by its name, or what it is usually called. */
    private static String place(String zone, String usual) {
        return zone.isEmpty() ? usual : usual + " '" + zone + "'";
    }

    private static String not(EventRecord each) {
        int before = each.clearLooksBefore();
        return before == 0 ? "" : ", not on any earlier look (%s)".formatted(Wording.counted(before, "clear look"));
    }
}
