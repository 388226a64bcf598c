package org.tilewatch.edge.watch.look;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.detect.Standing;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventLife;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Sighting;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.Observation;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.site.watched.Survey;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.watch.habit.Habits;
import org.tilewatch.edge.watch.kind.KindRules;
import org.tilewatch.edge.watch.kind.WagonRows;
import org.tilewatch.edge.watch.pace.PaceMeter;
import org.tilewatch.edge.watch.place.LookPart;
import org.tilewatch.edge.watch.place.Placement;
import org.tilewatch.edge.watch.place.SiteWindow;

/**
 * Judges one look of a site: finds its place on the grid, compares it block by block with what the store remembers, follows the
 * site's events, and gathers what is to become durable. Changes nothing in the store by itself. One owner, one thread.
 */
public final class LookJudge implements Judged.Maker {

    private final Store store;
    private final DetectorSettings settings;
    private final AlertPolicy policy;
    private final Optional<Reporting> reporting;
    private final Detector detector;
    private final EventLife life = new EventLife(EventLife.Rules.DEFAULT);
    private final EventLife alone = new EventLife(EventLife.Rules.ALONE);
    private final History history = new History();
    private final Baseline baseline;
    private final Projections projections = new Projections();
    private final PaceMeter meter = new PaceMeter();
    private final boolean hasNetwork;
    private final SitePlan.Known plans = new SitePlan.Known();
    private final float[] shift = new float[2];
    private boolean networkAsked;
    /** Of the site of the look in hand, latest acquisition first. */
    private List<HistoryTile> remembered = List.of();
    /** Of that site. */
    private SitePlan plan = SitePlan.empty();
    /** Of that site and its zones, before the look in hand. */
    private List<Coverage> coverage = List.of();
    /** Events on that site that became part of the baseline while older looks are still remembered. */
    private List<Event> absorbed = List.of();

    private Habits habits = Habits.NONE;

    /**
     * Takes over the network.
     *
     * @param network has a say in candidates; empty for the classical stages alone
     * @param reporting draws up what is published; empty where nothing leaves
     */
    public LookJudge(
            Store store,
            DetectorSettings settings,
            Optional<ChangeNetwork> network,
            AlertPolicy policy,
            Optional<Reporting> reporting) {
        this.store = store;
        this.settings = settings;
        this.policy = policy;
        this.reporting = reporting;
        this.detector = new Detector(settings, network);
        this.hasNetwork = network.isPresent();
        this.baseline = new Baseline(store);
    }

    /** Of a scene that is larger than a watched site only the site's tiles are read. */
    @Override
    public Judged judge(String site, Optional<WatchedSite> watched, ScenePixels pixels)
            throws IOException, UnreadableTile {
        Scene scene = pixels.scene();
        Optional<SiteGrid> known = store.grid(site).or(() -> watched.flatMap(WatchedSite::grid));
        SiteGrid grid = known.orElseGet(() -> Placement.gridOf(site, scene));
        String state = store.detectorState(site);
        Optional<Placement> placement =
                Placement.of(grid, scene, projections, SiteWindow.tiles(watched, grid, projections));
        if (placement.isEmpty()) {
            return new Judged(site, scene, Placement.whyNot(scene), settings.looksNeeded());
        }
        List<LookPart> parts = LookPart.of(placement.get(), pixels, projections);
        Radiometry radiometry = state.isEmpty() ? Radiometry.of(parts, pixels) : Radiometry.parse(state);
        plan = plans.of(watched, grid, projections);
        coverage = store.coverage(site);
        remembered = store.history(site);
        absorbed = Baseline.absorbed(store, site, remembered);
        habits = Habits.of(store, site);
        boolean late = remembered.stream()
                .anyMatch(row -> row.pass().acquired().isAfter(scene.pass().acquired()));
        boolean fine = ChangeNetwork.suits(grid.gsdXMetres());
        networkAsked = hasNetwork && fine;
        baseline.wantsWholeTiles(watched.isPresent());
        detector.showsThings(fine);
        Judged judged = new Judged(site, scene, "", settings.looksNeeded());
        judged.observe(new Observation(plan), meter);
        LearnedTiles learned = store.learn(Baseline.bytesPerTile(radiometry.bands()));
        boolean handedOver = false;
        try {
            List<Event> open = late ? List.of() : store.openEvents(site);
            meter.begin(plan, open, plan.hasZones() ? store.absorbedEvents(site, Instant.EPOCH) : List.of());
            for (LookPart part : parts) {
                Affine gridToHeld = part.gridToHeld(pixels.hold(part.inFile()));
                detector.take(pixels.raster(), gridToHeld, radiometry.bands(), radiometry.scale());
                for (Placement.Block block : part.blocks()) {
                    judgeBlock(block, part.placement(), radiometry.bands(), open, late, judged, learned);
                }
            }
            judged.decoded(pixels.takeNanos());
            judged.keep(
                    learned,
                    store.grid(site).isEmpty() ? Optional.of(grid) : Optional.empty(),
                    radiometry.text(),
                    late);
            judged.remembered(store.leastHistory(site));
            handedOver = judged.learns();
            return judged;
        } finally {
            if (!handedOver) {
                learned.close();
            }
        }
    }

    private void judgeBlock(
            Placement.Block block,
            Placement placement,
            int bands,
            List<Event> open,
            boolean late,
            Judged judged,
            LearnedTiles learned)
            throws IOException {
        long start = System.nanoTime();
        baseline.recall(remembered, absorbed, judged.acquired(), block.window(), bands, history);
        detector.align(block.window(), history, Judged.confirmed(open));
        long aligned = System.nanoTime();
        Verdict verdict = detector.judge();
        judged.observe(block, detector.clear());
        meter.count(detector.views(), block.core(), placement.squareMetresPerPixel());
        if (verdict.outcome() == Outcome.JUDGED) {
            follow(block, placement, verdict, open, late, judged);
        }
        if (verdict.outcome() != Outcome.UNUSABLE) {
            for (Event event : judged.notToLearn(open, policy.notLearned())) {
                Baseline.leaveOut(
                        Patch.of(event.outline()),
                        policy.carriesOn(event),
                        block.window(),
                        bands,
                        history,
                        detector.learned(),
                        detector.clear());
            }
            baseline.learn(block.window(), block.core(), bands, detector.learned(), detector.clear(), learned);
        }
        judged.block(block, placement, verdict, aligned - start, System.nanoTime() - aligned);
    }

    private void follow(
            Placement.Block block,
            Placement placement,
            Verdict verdict,
            List<Event> open,
            boolean late,
            Judged judged) {
        Survey survey = new Survey(plan, placement.frame(block.core(), projections));
        List<Event> here = open.stream()
                .filter(event -> block.owns(Patch.box(event.outline())))
                .map(policy::untold)
                .toList();
        Sightings shown = new Sightings(policy, detector, networkAsked, plan, habits);
        double pixel = survey.frame().squareMetresPerPixel();
        shown.gather(WagonRows.joined(verdict.candidates(), plan, detector.views(), pixel), here, block, pixel);
        List<Sighting> sightings = shown.sightings();
        List<Candidate> candidates = shown.candidates();
        EventLife.Followed followed = (networkAsked ? life : alone)
                .follow(judged.site(), here, sightings, judged.acquired(), Baseline.view(detector, block.window()));
        for (int i = 0; i < candidates.size(); i++) {
            Event seen = followed.seen().get(i);
            Candidate candidate = candidates.get(i);
            Optional<Zone> zone = plan.zoneOf(sightings.get(i).patch());
            Appearance appearance = shown.appearances().get(i);
            Event leaning = KindRules.leaning(policy.told(seen), candidate.edgeGain(), appearance);
            Event measured = survey.surveyed(leaning, Patch.of(leaning.outline()), zone, coverage);
            Event surveyed = Onset.dated(measured, detector.views(), history, remembered);
            Kind kind = KindRules.kind(surveyed, zone, appearance, candidate.opinion());
            Map<String, Double> explain = shown.explained(i, verdict);
            explain.put("outline_support", surveyed.details().support());
            meter.looks(surveyed.withKind(kind), appearance);
            see(KindRules.as(surveyed, kind, explain), zone, explain, placement, late, judged);
        }
        followed.standing().forEach(event -> stands(policy.told(event), verdict, placement, late, judged));
        followed.unseen().forEach(event -> miss(policy.told(event), placement, judged));
    }

    private void stands(Event event, Verdict verdict, Placement placement, boolean late, Judged judged) {
        Patch place = Patch.of(event.outline());
        Appearance appearance = detector.appearance(place);
        meter.looks(event, appearance);
        Map<String, Double> explain = Evidence.told(Standing.of(place, detector.views()), appearance, verdict);
        see(event, plan.zoneOf(place), explain, placement, late, judged);
    }

    private void see(
            Event event,
            Optional<Zone> zone,
            Map<String, Double> explain,
            Placement placement,
            boolean late,
            Judged judged) {
        boolean worth = !late && plan.owns(event) && policy.worthPublishing(event, zone, habits.leaning());
        policy.tellZone(event, zone, explain);
        Event now = event;
        if (worth && reporting.isPresent() && reporting.get().isNews(event, explain)) {
            now = Reporting.revised(event);
            judged.report(report(reporting.get(), now, placement, judged.acquired(), explain));
        } else if (worth && reporting.isEmpty() && event.revision() == 0) {
            now = Reporting.revised(event);
        }
        judged.see(
                seen(now, now.revision() > 0, placement, explain),
                // What is so unlikely is learned at once, so that no later look can show it again.
                now.looksSeen() > 1 || now.score() >= policy.notLearned());
    }

    private void miss(Event event, Placement placement, Judged judged) {
        Event now = event;
        boolean ended = event.status() == EventStatus.ENDED;
        if (ended && event.revision() > 0 && reporting.isPresent()) {
            now = Reporting.revised(event);
            judged.report(report(reporting.get(), now, placement, judged.acquired(), Map.of()));
        }
        judged.missed(now);
        if (ended) {
            judged.see(seen(now, false, placement, Map.of()), true);
        }
    }

    private Judgement.Seen seen(Event event, boolean alert, Placement placement, Map<String, Double> explain) {
        double[] ring = event.outline().outer();
        detector.shiftAt(ring[0], ring[1], shift);
        return new Judgement.Seen(
                event, alert, placement.inFile(ring, shift), placement.inLonLat(event.outline(), projections), explain);
    }

    private AlertContent report(
            Reporting by, Event event, Placement placement, Instant acquired, Map<String, Double> explain) {
        return by.report(
                event,
                placement.inLonLat(event.outline(), projections),
                placement.grid(),
                detector.chips(event.outline()),
                acquired,
                history.count(),
                Reporting.LooksBefore.of(event, remembered),
                explain);
    }

    @Override
    public void close() {
        detector.close();
        meter.close();
        history.close();
    }
}
