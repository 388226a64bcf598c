package org.tilewatch.edge.watch.look;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.report.alert.Origin.Image;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.pace.ZonePace;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import org.tilewatch.edge.site.watched.Observation;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.watch.pace.PaceMeter;
import org.tilewatch.edge.watch.place.Placement;

/** Gathers what the blocks of one look give, and sums it up. */
public final class Judged {

    /** The reason of a look that shows no measured pixel of the site. */
    static final String NO_DATA = "no-data";

    private final String site;
    private final Scene scene;
    private final int looksNeeded;
    private final List<Judgement.Seen> seen = new ArrayList<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private final List<AlertContent> reports = new ArrayList<>();
    private final Map<Outcome, Long> cells = new HashMap<>();
    private String reason;
    private double observedCells;
    private double shiftX = Double.NaN;
    private double shiftY = Double.NaN;
    private double shiftTrust = Double.NaN;
    private long trustCells;
    private int looksBefore;
    private long decode;
    private long register;
    private long detect;
    private Optional<LearnedTiles> learned = Optional.empty();
    private Optional<SiteGrid> newGrid = Optional.empty();
    private String detectorState = "";
    private Optional<Observation> observation = Optional.empty();
    private Optional<PaceMeter> meter = Optional.empty();

    public Judged(String site, Scene scene, String reason, int looksNeeded) {
        this.site = site;
        this.scene = scene;
        this.reason = reason;
        this.looksNeeded = looksNeeded;
    }

    String site() {
        return site;
    }

    /** Judges looks, one after the other; for one thread. */
    public interface Maker extends AutoCloseable {

        /**
         * Judges a look; changes nothing that is durable.
         *
         * @param watched the site as the sites file has it, if it is there
         * @throws UnreadableTile where a part of the scene cannot be read; nothing was done then
         */
        Judged judge(String site, Optional<WatchedSite> watched, ScenePixels pixels) throws IOException, UnreadableTile;

        @Override
        void close();
    }

    Instant acquired() {
        return scene.pass().acquired();
    }

    /**
     * What is measured along with it.
     *
     * @param counts what the look sees of the site and its zones
     * @param works the pace of work in its zones; asked when the look is summed up
     */
    void observe(Observation counts, PaceMeter works) {
        observation = Optional.of(counts);
        meter = Optional.of(works);
    }

    /** What the look sees of the site and its zones, where no pace is measured. */
    public void observe(Observation counts) {
        observation = Optional.of(counts);
    }

    /** Outlines of what is known to stand there. */
    static List<Outline> confirmed(List<Event> open) {
        return open.stream()
                .filter(event -> event.status() == EventStatus.CONFIRMED)
                .map(Event::outline)
                .toList();
    }

    public void observe(Placement.Block block, MemorySegment clear) {
        observation.ifPresent(each -> each.add(block.core(), block.window(), clear));
    }

    public void decoded(long nanos) {
        decode = nanos;
    }

    /**
     * Adds an object that the look shows.
     *
     * @param worthKeeping whether later looks shall be able to continue the event
     */
    public void see(Judgement.Seen object, boolean worthKeeping) {
        seen.add(object);
        if (worthKeeping) {
            events.put(object.event().id(), object.event());
        }
    }

    public void missed(Event event) {
        events.put(event.id(), event);
    }

    public void report(AlertContent report) {
        reports.add(report);
    }

    /**
     * Open events, as they stand now, that are sure enough to be kept out of the baseline. Where a train has left the look shows what was
     * there before.
     */
    List<Event> notToLearn(List<Event> open, double leastScore) {
        Map<String, Event> now = new LinkedHashMap<>();
        open.forEach(event -> now.put(event.id(), event));
        now.putAll(events);
        return now.values().stream()
                .filter(event -> event.status().open() && event.score() >= leastScore)
                .filter(event -> event.kind() != Kind.WAGONS || event.looksMissed() == 0)
                .toList();
    }

    public void block(
            Placement.Block block, Placement placement, Verdict verdict, long registerNanos, long detectNanos) {
        long size = (long) block.core().width() * block.core().height();
        cells.merge(verdict.outcome(), size, Long::sum);
        observedCells += size * verdict.observedFraction();
        register += registerNanos;
        detect += detectNanos;
        if (verdict.outcome() == Outcome.UNUSABLE) {
            reason = reason.isEmpty() || !verdict.reason().equals(NO_DATA) ? verdict.reason() : reason;
        } else if (size > trustCells) {
            trustCells = size;
            shiftX = placement.gridToFile().ux() * verdict.shiftX()
                    + placement.gridToFile().uy() * verdict.shiftY();
            shiftY = placement.gridToFile().vx() * verdict.shiftX()
                    + placement.gridToFile().vy() * verdict.shiftY();
            shiftTrust = verdict.shiftTrust();
        }
    }

    /** A late look is learned only if it fits what came before it. */
    public void keep(LearnedTiles tiles, Optional<SiteGrid> grid, String state, boolean late) {
        boolean fits = !late || seen.stream().noneMatch(object -> object.event().score() >= 0.5);
        if (verdict() != Outcome.UNUSABLE && fits) {
            learned = Optional.of(tiles);
            newGrid = grid;
            detectorState = state;
        }
        if (late) {
            events.clear();
        }
    }

    public boolean learns() {
        return learned.isPresent();
    }

    public void remembered(int looks) {
        looksBefore = looks;
    }

    private Outcome verdict() {
        if (cells.containsKey(Outcome.JUDGED)) {
            return Outcome.JUDGED;
        }
        return cells.containsKey(Outcome.LEARNING) ? Outcome.LEARNING : Outcome.UNUSABLE;
    }

    /** What is on record of the site's earlier looks. */
    public interface Past {

        /** The image of the look at that time, if it is on record. */
        Optional<Image> at(Instant acquired) throws IOException;

        /** The pace of work in the site's zones, oldest look of a zone first. */
        List<Pace> pace() throws IOException;
    }

    private List<Report> drawnUp(Image look, List<Pace> now, Past earlier) throws IOException {
        List<Report> drawn = new ArrayList<>();
        List<Pace> pace = reports.isEmpty() ? List.of() : upTo(look.acquired(), earlier.pace(), now);
        for (AlertContent content : reports) {
            Optional<Image> before =
                    content.before().isBefore(look.acquired()) ? earlier.at(content.before()) : Optional.empty();
            Optional<ZonePace> work = ZonePace.of(content.event().details().zone(), pace);
            drawn.add(AlertCodec.report(content.with(content.origin().with(before, Optional.of(look)), work)));
        }
        return drawn;
    }

    private static List<Pace> upTo(Instant look, List<Pace> past, List<Pace> now) {
        return Stream.concat(past.stream().filter(pace -> pace.acquired().isBefore(look)), now.stream())
                .toList();
    }

    /**
     * Sums up.
     *
     * @param sha256 of the file
     * @param name of the file
     * @param kept where the file stays
     * @param earlier told by alerts: what they were made from, and how the work went on
     */
    public Judgement sum(String sha256, String name, Optional<Settlement.KeptFile> kept, Past earlier)
            throws IOException {
        Outcome outcome = verdict();
        double score = outcome == Outcome.JUDGED
                ? seen.stream()
                        .filter(object -> object.event().status().open())
                        .mapToDouble(object -> object.event().score())
                        .max()
                        .orElse(0)
                : Double.NaN;
        boolean changed = seen.stream().anyMatch(Judgement.Seen::alert);
        String verdict = switch (outcome) {
            case UNUSABLE -> "unusable";
            case LEARNING -> "learning";
            case JUDGED -> changed ? "changed" : "unchanged";
        };
        String why = outcome == Outcome.UNUSABLE ? reason : "";
        long all = cells.values().stream().mapToLong(Long::longValue).sum();
        double observed = all == 0 ? 0 : observedCells / all;
        List<Seen> shares = observation.map(each -> each.shares(observed)).orElse(List.of());
        List<Pace> pace = outcome == Outcome.UNUSABLE
                ? List.of()
                : meter.map(each -> each.paces(acquired(), events, shares)).orElse(List.of());
        Settlement settlement = new Settlement(
                sha256,
                name,
                kept,
                site,
                scene.pass(),
                verdict,
                why,
                score,
                newGrid,
                detectorState.isEmpty() ? Optional.empty() : Optional.of(detectorState),
                learned,
                List.copyOf(events.values()),
                shares,
                pace,
                drawnUp(new Image(name, sha256, scene.pass().acquired()), pace, earlier));
        return new Judgement(
                site,
                scene,
                verdict,
                why,
                score,
                observed,
                shiftX,
                shiftY,
                shiftTrust,
                Math.min(looksBefore + (learned.isPresent() ? 1 : 0), looksNeeded),
                looksNeeded,
                seen,
                settlement,
                new Judgement.Timing(decode, register, detect));
    }
}
