package org.tilewatch.edge.watch.coarse;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.coarse.CoarseDetector;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Answer;
import org.tilewatch.edge.detect.coarse.Memory;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;
import org.tilewatch.edge.detect.coarse.look.Sampling;
import org.tilewatch.edge.detect.coarse.look.Sun;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.ground.GroundFrame;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.Observation;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.site.watched.Survey;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.watch.look.Judged;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.Reporting;
import org.tilewatch.edge.watch.place.LookPart;
import org.tilewatch.edge.watch.place.Placement;

/** Judges one look of a site by the coarse profile, and gathers what is to become durable. One owner, one thread. */
public final class CoarseJudge implements Judged.Maker {

    private static final String STATE = "coarse 1 ";

    private final Store store;
    private final CoarseProfile profile;
    private final Optional<Reporting> reporting;
    private final CoarseDetector detector = new CoarseDetector();
    private final CoarseMemory tiles;
    private final ToldAreas areas = new ToldAreas();
    private final Projections projections = new Projections();
    private final SitePlan.Known plans = new SitePlan.Known();

    /** @param reporting draws up what is published; empty where nothing leaves */
    public CoarseJudge(Store store, CoarseProfile profile, Optional<Reporting> reporting) {
        this.store = store;
        this.profile = profile;
        this.reporting = reporting;
        this.tiles = new CoarseMemory(store);
    }

    /** What is known of the site of the look in hand. */
    private record Place(
            Placement placement,
            Window window,
            GroundFrame frame,
            SitePlan plan,
            List<Coverage> coverage,
            List<HistoryTile> remembered,
            boolean late) {}

    @Override
    public Judged judge(String site, Optional<WatchedSite> watched, ScenePixels pixels)
            throws IOException, UnreadableTile {
        Scene scene = pixels.scene();
        long start = System.nanoTime();
        boolean picture = scene.spectrum().isEmpty();
        int needed = picture ? CoarseProfile.PICTURES_NEEDED : CoarseProfile.LOOKS_NEEDED;
        Optional<SiteGrid> known = store.grid(site).or(() -> watched.flatMap(WatchedSite::grid));
        SiteGrid grid = known.orElseGet(() -> Placement.gridOf(site, scene));
        Optional<Placement> placement = Placement.of(grid, scene, projections);
        Optional<Window> window = placement.flatMap(each -> Ground.window(watched, each, projections));
        if (placement.isEmpty() || window.isEmpty()) {
            return new Judged(site, scene, "misplaced", needed);
        }
        List<SpectralBand> spectrum = picture ? profile.bands() : scene.spectrum();
        if (spectrum.isEmpty() || !Ground.fits(window.get(), site)) {
            return new Judged(site, scene, spectrum.isEmpty() ? "bands-unknown" : "site-too-large", needed);
        }
        List<HistoryTile> remembered = store.history(site);
        Instant acquired = scene.pass().acquired();
        Place place = new Place(
                placement.get(),
                window.get(),
                placement.get().frame(window.get(), projections),
                plans.of(watched, grid, projections),
                store.coverage(site),
                remembered,
                remembered.stream().anyMatch(row -> row.pass().acquired().isAfter(acquired)));
        Judged judged = new Judged(site, scene, "", needed);
        judged.observe(new Observation(place.plan()));
        work(site, pixels, new Sampling(window.get(), spectrum, picture), place, needed, start, judged);
        return judged;
    }

    private void work(
            String site, ScenePixels pixels, Sampling sampling, Place place, int needed, long start, Judged judged)
            throws IOException, UnreadableTile {
        Instant acquired = pixels.scene().pass().acquired();
        double[] middle = middle(place);
        String state = store.detectorState(site);
        LookPart part = LookPart.of(place.placement(), place.window(), pixels.scene());
        Affine gridToHeld = part.gridToHeld(pixels.hold(part.inFile()));
        judged.decoded(pixels.nanos());
        Sampling.Sampled sampled = sampling.look(
                pixels.raster(),
                gridToHeld,
                acquired,
                Sun.solarHour(acquired, middle[0]),
                Sun.elevationDegrees(acquired, middle[1], middle[0]),
                state.startsWith(STATE) ? Integer.parseInt(state.substring(STATE.length())) : 0);
        CoarseLook look = sampled.look();
        Memory memory = tiles.recall(place.remembered(), acquired, place.window());
        boolean enough = store.leastHistory(site) >= needed;
        long began = System.nanoTime();
        Answer answer = detector.judge(look, memory, enough, sampling.picture());
        if (answer.outcome() == Outcome.JUDGED) {
            follow(site, answer, memory, place, acquired, judged);
        }
        Placement.Block block = new Placement.Block(place.window(), place.window());
        judged.observe(block, MemorySegment.ofArray(bytes(detector.clear())));
        judged.block(block, place.placement(), verdict(answer), began - start, System.nanoTime() - began);
        learn(site, answer, memory, place, sampled.colderIsMore(), judged);
    }

    /** Longitude and latitude of the window's middle; 0 without a georeference. */
    private double[] middle(Place place) {
        double[] point = {
            place.window().x() + place.window().width() / 2.0,
            place.window().y() + place.window().height() / 2.0
        };
        SiteGrid grid = place.placement().grid();
        grid.georeference()
                .ifPresent(on -> projections.of(on.epsg()).ifPresent(projection -> {
                    double x = on.toMap().u(point[0], point[1]);
                    point[1] = on.toMap().v(point[0], point[1]);
                    point[0] = x;
                    projection.toLonLat(point);
                }));
        return grid.georeference().isPresent() ? point : new double[2];
    }

    private static Verdict verdict(Answer answer) {
        return new Verdict(
                answer.outcome(),
                answer.reason(),
                answer.observedFraction(),
                answer.shiftX(),
                answer.shiftY(),
                answer.shiftTrust(),
                0,
                List.of());
    }

    private static byte[] bytes(boolean[] clear) {
        byte[] bytes = new byte[clear.length];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (clear[at] ? -1 : 0);
        }
        return bytes;
    }

    /** A look by night teaches nothing, nor does one that comes late: what came after it is known already. */
    private void learn(String site, Answer answer, Memory memory, Place place, int colderIsMore, Judged judged)
            throws IOException {
        boolean teaches = answer.outcome() != Outcome.UNUSABLE && !Double.isNaN(answer.shiftTrust()) && !place.late();
        judged.remembered(store.leastHistory(site));
        if (!teaches) {
            return;
        }
        LearnedTiles learned = store.learn(CoarseMemory.BYTES_PER_TILE);
        boolean handedOver = false;
        try {
            tiles.learn(memory, learned);
            Optional<SiteGrid> fixed =
                    store.grid(site).isEmpty() ? Optional.of(place.placement().grid()) : Optional.empty();
            judged.keep(learned, fixed, STATE + colderIsMore, false);
            handedOver = judged.learns();
        } finally {
            if (!handedOver) {
                learned.close();
            }
        }
    }

    private void follow(String site, Answer answer, Memory memory, Place place, Instant acquired, Judged judged)
            throws IOException {
        List<Event> open = place.late() ? List.of() : store.openEvents(site);
        boolean day = !Double.isNaN(answer.shiftTrust());
        CoarseEvents.After after = new CoarseEvents(
                        place.window(), detector.clear(), day, place.frame().squareMetresPerPixel())
                .follow(site, open, answer.found(), acquired);
        for (CoarseEvents.Shown shown : after.seen()) {
            see(shown, memory, place, acquired, judged);
        }
        for (Event event : after.merged()) {
            end(event.withStatus(EventStatus.RETRACTED), memory, place, acquired, judged);
        }
        for (Event event : after.unseen()) {
            end(event, memory, place, acquired, judged);
        }
    }

    private void see(CoarseEvents.Shown shown, Memory memory, Place place, Instant acquired, Judged judged) {
        Patch patch = Patch.of(shown.event().outline());
        Optional<Zone> zone = place.plan().zoneOf(patch);
        Event event = new Survey(place.plan(), place.frame()).surveyed(shown.event(), patch, zone, place.coverage());
        Map<String, Double> explain = new LinkedHashMap<>();
        explain.put("area_km2", event.areaSquareMetres() / 1e6);
        explain.put("pixels", (double) shown.found().pixels());
        explain.put("fresh_fraction", shown.found().freshFraction());
        explain.put("strong_fraction", shown.found().strongFraction());
        profile.policy().tellZone(event, zone, explain);
        boolean worth = !place.late() && profile.policy().worthPublishing(event, zone, 0);
        Event now = event;
        if (worth && isNews(event, explain)) {
            now = Reporting.revised(event);
            report(now, memory, place, acquired, explain, judged);
        }
        if (now.status() == EventStatus.ABSORBED) {
            CoarseDetector.absorb(memory, patch);
        }
        judged.see(seen(now, now.revision() > 0, place, explain), !place.late());
    }

    private boolean isNews(Event event, Map<String, Double> explain) {
        return reporting
                .map(to -> to.isNews(event, explain) || (to.isArmed() && areas.isOutdated(event)))
                .orElse(event.revision() == 0);
    }

    private void end(Event event, Memory memory, Place place, Instant acquired, Judged judged) {
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
                        detector.chips(memory, event.outline()),
                        acquired,
                        place.remembered().size(),
                        Reporting.LooksBefore.of(event, place.remembered()),
                        explain);
        judged.report(content);
        areas.told(event);
    }

    @Override
    public void close() {
        detector.close();
    }
}
