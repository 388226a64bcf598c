package org.tilewatch.edge.watch.coarse;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.coarse.CoarseDetector;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Mark;
import org.tilewatch.edge.detect.coarse.Memory;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.watched.Survey;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.watch.look.Judged;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.Reporting;

/** Tells what becomes of events, and draws up what leaves the station. One owner, one thread. */
final class CoarseReports {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CoarseProfile profile;
    private final Optional<Reporting> reporting;
    private final CoarseDetector detector;
    private final Projections projections;
    private final ToldAreas areas = new ToldAreas();
    private final Maps maps;
    private List<Mark> marks = List.of();

    CoarseReports(
            CoarseProfile profile,
            Optional<Reporting> reporting,
            Maps maps,
            CoarseDetector detector,
            Projections projections) {
        this.maps = maps;
        this.profile = profile;
        this.reporting = reporting;
        this.detector = detector;
        this.projections = projections;
    }

    /**
     * Begins a look: draws the map of what stands, whether the look saw it or not, for those who keep maps.
     *
     * @param open confirmed events of the site
     */
    void begin(String site, List<Event> open, Memory memory, Place place, Instant acquired) throws IOException {
        marks = open.stream()
                .map(event -> new Mark(CoarseEvents.change(event), event.outline(), event.areaSquareMetres()))
                .toList();
        maps.keep(site, acquired, () -> detector.map(memory, marks, caption(site, place, acquired)));
    }

    private CoarseDetector.Caption caption(String site, Place place, Instant acquired) {
        String time = TIME.format(acquired.truncatedTo(ChronoUnit.MINUTES));
        return new CoarseDetector.Caption(site + ", " + time, place.gsdMetres(), place.names());
    }

    /**
     * An event that the look shows: told if it is worth it and news.
     *
     * @param leaning log-odds by which people found alerts of the site likelier than they were told to be
     */
    void see(CoarseEvents.Shown shown, Memory memory, Place place, Instant acquired, double leaning, Judged judged) {
        Patch patch = Patch.of(shown.event().outline());
        Optional<Zone> zone = place.plan().zoneOf(patch);
        Event event = new Survey(place.plan(), place.frame()).surveyed(shown.event(), patch, zone, place.coverage());
        Map<String, Double> explain = new LinkedHashMap<>();
        explain.put("area_km2", event.areaSquareMetres() / 1e6);
        explain.put("pixels", (double) shown.found().pixels());
        explain.put("fresh_fraction", shown.found().freshFraction());
        explain.put("strong_fraction", shown.found().strongFraction());
        explain.put("clear_around_fraction", shown.found().clearAroundFraction());
        profile.policy().tellZone(event, zone, explain);
        boolean worth =
                !place.late() && place.plan().owns(event) && profile.policy().worthPublishing(event, zone, leaning);
        Event now = event;
        if (worth && isNews(event, explain)) {
            now = Reporting.revised(event);
            report(now, memory, place, acquired, explain, judged);
        }
        if (now.status() == EventStatus.ABSORBED) {
            detector.absorb(memory, patch, shown.found().change());
        }
        judged.see(seen(now, now.revision() > 0, place, explain), !place.late());
    }

    private boolean isNews(Event event, Map<String, Double> explain) {
        return reporting
                .map(to -> to.isNews(event, explain) || (to.isArmed() && areas.isOutdated(event)))
                .orElse(event.revision() == 0);
    }

    /** One that it does not show, or that turned out to be a piece of another. */
    void end(Event event, Memory memory, Place place, Instant acquired, Judged judged) {
        Event now = event;
        boolean ended = !event.status().open();
        if (ended && event.revision() > 0 && reporting.isPresent()) {
            now = Reporting.revised(event);
            report(now, memory, place, acquired, Map.of(), judged);
        }
        judged.missed(now);
        if (ended) {
            judged.see(seen(now, false, place, Map.of()), true);
        }
    }

    private Judgement.Seen seen(Event event, boolean alert, Place place, Map<String, Double> explain) {
        return new Judgement.Seen(
                event,
                alert,
                place.placement().inFile(event.outline().outer(), new float[2]),
                place.placement().inLonLat(event.outline(), projections),
                explain);
    }

    private void report(
            Event event, Memory memory, Place place, Instant acquired, Map<String, Double> explain, Judged judged) {
        if (reporting.isEmpty()) {
            return;
        }
        AlertContent content = reporting
                .get()
                .report(
                        event,
                        place.placement().inLonLat(event.outline(), projections),
                        place.placement().grid(),
                        detector.chips(memory, event.outline(), marks, caption(event.site(), place, acquired)),
                        acquired,
                        place.remembered().size(),
                        Reporting.LooksBefore.of(event, place.remembered()),
                        explain);
        judged.report(content);
        areas.told(event);
    }
}
