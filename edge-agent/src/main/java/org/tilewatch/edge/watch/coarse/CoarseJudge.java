package org.tilewatch.edge.watch.coarse;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.coarse.CoarseDetector;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Answer;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Found;
import org.tilewatch.edge.detect.coarse.Memory;
import org.tilewatch.edge.detect.coarse.look.Sampling;
import org.tilewatch.edge.detect.coarse.look.Sun;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventLife;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.Observation;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.watch.habit.Habits;
import org.tilewatch.edge.watch.look.Judged;
import org.tilewatch.edge.watch.look.Reporting;
import org.tilewatch.edge.watch.place.LookPart;
import org.tilewatch.edge.watch.place.Placement;

/** Judges one look of a site by the coarse profile, and gathers what is to become durable. One owner, one thread. */
public final class CoarseJudge implements Judged.Maker {

    /** Passes in a row that nothing fits to: it is the memory that is wrong, or winter came. */
    private static final int MISPLACED_TO_BEGIN_ANEW = 8;

    private static final Logger LOG = LoggerFactory.getLogger(CoarseJudge.class);

    private final Store store;
    private final CoarseProfile profile;
    private final CoarseDetector detector = new CoarseDetector();
    private final CoarseMemory tiles;
    private final Map<String, Integer> misplaced = new HashMap<>();
    private final CoarseReports reports;
    private final Projections projections = new Projections();
    private final SitePlan.Known plans = new SitePlan.Known();

    /**
     * A judge.
     *
     * @param reporting draws up what is published; empty where nothing leaves
     * @param maps of judged looks
     */
    public CoarseJudge(Store store, CoarseProfile profile, Optional<Reporting> reporting, Maps maps) {
        this.store = store;
        this.profile = profile;
        this.tiles = new CoarseMemory(store);
        this.reports = new CoarseReports(profile, reporting, maps, detector, projections);
    }

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
                Ground.names(watched, grid, projections),
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
        LookPart part = LookPart.of(place.placement(), place.window(), pixels.scene());
        Affine gridToHeld = part.gridToHeld(pixels.hold(part.inFile()));
        judged.decoded(pixels.takeNanos());
        CoarseState state = CoarseState.of(store.detectorState(site));
        double sunDegrees = Sun.elevationDegrees(acquired, middle[1], middle[0]);
        Sampling.Sampled sampled = sampling.look(
                pixels.raster(),
                gridToHeld,
                acquired,
                Sun.solarHour(acquired, middle[0]),
                sunDegrees,
                state.colderIsMore());
        Memory memory = tiles.recall(place.remembered(), acquired, place.window());
        boolean enough = store.leastHistory(site) >= needed;
        if (misplaced.getOrDefault(site, 0) >= MISPLACED_TO_BEGIN_ANEW) {
            LOG.warn(
                    "site {}: {} passes in a row fit nowhere; its pixels are learned anew",
                    site,
                    MISPLACED_TO_BEGIN_ANEW);
            memory = new Memory(place.window());
            state = state.begunAnew();
        } else if (enough && !state.centred()) {
            memory.move(state.moveRight(), state.moveDown());
            state = state.moved();
        }
        long began = System.nanoTime();
        CoarseDetector.Terms terms = new CoarseDetector.Terms(
                enough, sampling.picture(), place.gsdMetres(), middle[1], sunDegrees, profile.leastSquareMetres());
        Answer answer = detector.judge(sampled.look(), memory, terms);
        if (answer.reason().equals("misplaced")) {
            misplaced.merge(site, 1, Integer::sum);
        } else if (!Double.isNaN(answer.shiftTrust())) {
            misplaced.remove(site);
        }
        if (answer.outcome() == Outcome.JUDGED) {
            follow(site, answer, memory, place, pixels.scene(), judged);
        }
        Placement.Block block = new Placement.Block(place.window(), place.window());
        judged.observe(block, MemorySegment.ofArray(bytes(detector.clear())));
        judged.block(block, place.placement(), verdict(answer), began - start, System.nanoTime() - began);
        CoarseState after = state.and(sampled.colderIsMore(), answer.shiftX(), answer.shiftY());
        learn(site, answer, memory, place, after, judged);
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
    private void learn(String site, Answer answer, Memory memory, Place place, CoarseState state, Judged judged)
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
            judged.keep(learned, fixed, state.text(), false);
            handedOver = judged.learns();
        } finally {
            if (!handedOver) {
                learned.close();
            }
        }
    }

    private void follow(String site, Answer answer, Memory memory, Place place, Scene scene, Judged judged)
            throws IOException {
        Instant acquired = scene.pass().acquired();
        EventLife.Rules rules = scene.spectrum().isEmpty() ? CoarseProfile.LIFE_IN_PICTURES : CoarseProfile.LIFE;
        List<Event> open = place.late() ? List.of() : store.openEvents(site);
        boolean day = !Double.isNaN(answer.shiftTrust());
        Map<String, Habits> known = new HashMap<>();
        CoarseEvents.Past past = (kind, polarity) -> {
            String key = kind + " " + polarity;
            if (!known.containsKey(key)) {
                known.put(key, Habits.of(store, site, event -> event.kind() == kind && event.polarity() == polarity));
            }
            return Objects.requireNonNull(known.get(key));
        };
        List<Found> wanted = withoutRejected(answer.found(), memory, past);
        CoarseEvents.After after = new CoarseEvents(
                        rules,
                        place.window(),
                        detector.clear(),
                        day,
                        place.frame().squareMetresPerPixel())
                .follow(site, open, wanted, acquired, past);
        if (day) {
            reports.begin(site, after.standing(open), memory, place, acquired);
        }
        double leaning = Habits.leaning(store.orders().reviews(site));
        for (CoarseEvents.Shown shown : after.seen()) {
            reports.see(shown, memory, place, acquired, leaning, judged);
        }
        for (Event event : after.merged()) {
            reports.end(event.withStatus(EventStatus.RETRACTED).withScore(0), memory, place, acquired, judged);
        }
        for (Event event : after.unseen()) {
            reports.end(event, memory, place, acquired, judged);
        }
    }

    /** What people rejected is how the ground is: it is learned, and not told again. */
    private List<Found> withoutRejected(List<Found> found, Memory memory, CoarseEvents.Past past) throws IOException {
        List<Found> wanted = new ArrayList<>();
        for (Found each : found) {
            Patch place = Patch.of(each.outline());
            Habits habits = past.of(CoarseEvents.kind(each.change()), CoarseEvents.polarity(each.change()));
            if (habits.isRejected(place)) {
                detector.absorb(memory, place, each.change());
            } else {
                wanted.add(each);
            }
        }
        return wanted;
    }

    @Override
    public void close() {
        detector.close();
    }
}
