package org.tilewatch.edge.watch.pair;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.chip.PairPicture;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.pair.PairDecider;
import org.tilewatch.edge.detect.pair.PairNetwork;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.Radiometry;
import org.tilewatch.edge.watch.pair.PairJudgement.Found;
import org.tilewatch.edge.watch.pair.PairJudgement.Pixel;
import org.tilewatch.edge.watch.place.Placement;

/**
 * Compares two pictures without a history: the earlier one is laid down as the grid and as its only look, the later one is judged
 * against it as a station would. What they show for people stays here until the next pair. One owner, one thread.
 */
public final class PairComparison implements AutoCloseable {

    /** Nothing is told as surer than this. */
    private static final double MOST_PROBABILITY = 0.99;

    private final AlertPolicy policy;
    private final PairOdds odds;
    private final Decoder decoder = new Decoder(Caps.DEFAULT);
    private final Raster before = new Raster();
    private final Raster after = new Raster();
    private final Optional<String> model;
    /** The first that suits is taken; the last suits all. */
    private final List<PairEyes> choice = new ArrayList<>();

    private Detector first;
    private Detector second;
    private final History nothing = new History();
    private final History history = new History();
    private final ChangeMap map = new ChangeMap();
    private final PairPicture picture = new PairPicture();
    private final Projections projections = new Projections();
    private final float[] shift = new float[2];
    /** Who is at home in pixels of this size; empty: the classical stages. */
    private Optional<PairDecider> deciding = Optional.empty();

    private boolean beforeRead;
    private boolean afterRead;

    /** Needs {@link org.tilewatch.edge.imagery.Natives#load()} before. */
    public PairComparison(
            DetectorSettings settings, Optional<ChangeNetwork> network, AlertPolicy policy, PairOdds odds) {
        model = network.map(ChangeNetwork::id);
        network.ifPresent(it -> choice.add(PairEyes.network(settings, new PairNetwork(it))));
        choice.add(PairEyes.relation(settings));
        choice.add(PairEyes.stages(settings));
        this.policy = policy;
        this.odds = odds;
        first = choice.getLast().first();
        second = choice.getLast().second();
    }

    /** Checksum of the network that decides; empty where the classical stages do. */
    public Optional<String> model() {
        return model;
    }

    /**
     * Compares a pair. A file that is missing or unreadable makes the pair unusable; it is no failure.
     *
     * @param asked a pixel whose case is to be explained
     */
    public PairJudgement compare(Pair pair, Optional<Pixel> asked) throws IOException {
        long start = System.nanoTime();
        beforeRead = false;
        afterRead = false;
        Optional<Scene> later = Optional.empty();
        try {
            Scene earlier = decode(pair.before(), "BEFORE", before);
            beforeRead = true;
            map.reset(earlier.width(), earlier.height());
            Scene scene = decode(pair.after(), "AFTER", after);
            afterRead = true;
            later = Optional.of(scene);
            PairPlacement placed = PairPlacement.of(pair, earlier, scene, projections);
            if (placed.placement().isEmpty()) {
                throw new Refused(placed.reason(), placed.detail());
            }
            PairTally tally = new PairTally(pair, scene, placed.placement().get(), System.nanoTime() - start);
            return compared(pair, earlier, scene, placed.placement().get(), asked, tally);
        } catch (Refused e) {
            String sentence = String.valueOf(e.getMessage());
            return PairJudgement.unusable(pair, later, e.reason(), sentence, asked, System.nanoTime() - start);
        }
    }

    private Scene decode(Path file, String role, Raster into) throws IOException, Refused {
        try {
            return decoder.decode(file, Instant.EPOCH, into);
        } catch (UnreadableTile e) {
            String reason = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new Refused(reason, "%s %s: %s".formatted(role, file, e.getMessage()));
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new Refused("no-such-file", "%s %s: no such file".formatted(role, file));
        }
    }

    private PairJudgement compared(
            Pair pair, Scene earlier, Scene later, Placement placement, Optional<Pixel> asked, PairTally tally) {
        PairEyes eyes = choice.stream()
                .filter(it -> it.suits(placement.grid().gsdXMetres()))
                .findFirst()
                .orElseThrow();
        deciding = eyes.deciding();
        first = eyes.first();
        second = eyes.second();
        Radiometry radiometry = Radiometry.of(before);
        int bands = Math.min(radiometry.bands(), Radiometry.of(after).bands());
        first.take(before, Affine.IDENTITY, bands, radiometry.scale());
        second.take(after, placement.gridToFile(), bands, Radiometry.of(after).scale());
        for (Placement.Block block : placement.blocks()) {
            long start = System.nanoTime();
            nothing.reset(0, block.window().width(), block.window().height(), bands);
            first.align(block.window(), nothing, List.of());
            Verdict alone = first.judge();
            history.reset(1, block.window().width(), block.window().height(), bands);
            MemorySegment.copy(
                    first.learned(), 0, history.look(0), 0, history.look(0).byteSize());
            MemorySegment.copy(
                    first.clear(), 0, history.mask(0), 0, history.mask(0).byteSize());
            second.align(block.window(), history, List.of());
            long aligned = System.nanoTime();
            Verdict verdict = second.judge();
            boolean judged = verdict.outcome() == Outcome.JUDGED && alone.outcome() != Outcome.UNUSABLE;
            List<Found> found = judged ? list(pair, block, placement, later, verdict, tally) : List.of();
            tally.block(first, alone, second, verdict);
            Optional<PairDecider> decided = judged ? deciding : Optional.empty();
            asked.ifPresent(pixel -> new PixelQuestion(pixel, earlier, placement, before, after, decided)
                    .answer(block, first, second, verdict, found)
                    .ifPresent(tally::answered));
            tally.timed(aligned - start, System.nanoTime() - aligned);
        }
        PairJudgement sum = tally.sum();
        if (sum.verdict().equals("unusable")) {
            map.reset(earlier.width(), earlier.height());
        }
        return sum;
    }

    private List<Found> list(
            Pair pair, Placement.Block block, Placement placement, Scene later, Verdict verdict, PairTally tally) {
        List<Found> found = new ArrayList<>();
        PairSurvey survey = PairSurvey.of(pair, placement, block, later.pass().acquired(), deciding, projections);
        for (Candidate candidate : candidates(block, verdict)) {
            Patch patch = Patch.of(candidate.outline());
            if (found.size() < policy.listed() && block.owns(patch.box()) && tally.isNew(patch)) {
                Event event = survey.event(
                        candidate, patch, second.appearance(patch), probability(candidate), tally.size() + 1);
                if (deciding.isEmpty()) {
                    map.raise(patch, event.score());
                }
                double[] ring = candidate.outline().outer();
                second.shiftAt(ring[0], ring[1], shift);
                Judgement.Seen seen = new Judgement.Seen(
                        event,
                        policy.worthPublishing(event, Optional.empty(), 0),
                        placement.inFile(ring, shift),
                        placement.inLonLat(candidate.outline(), projections),
                        explain(candidate, verdict));
                Found object = Found.of(seen, ring);
                tally.found(object);
                found.add(object);
            }
        }
        return found;
    }

    /** Draws the map, and lists what stands out of it. */
    private List<Candidate> candidates(Placement.Block block, Verdict verdict) {
        if (deciding.isEmpty()) {
            second.draw(map, block.core(), odds.slope(), odds.offset());
            return verdict.candidates();
        }
        List<Candidate> candidates = deciding.get().judge(second);
        deciding.get().draw(map, block.core());
        return candidates;
    }

    private double probability(Candidate candidate) {
        return deciding.isPresent()
                ? odds.told(Math.min(MOST_PROBABILITY, candidate.meanMagnitude()))
                : odds.probability(candidate);
    }

    private static Map<String, Double> explain(Candidate candidate, Verdict verdict) {
        Map<String, Double> told = new LinkedHashMap<>();
        told.put("magnitude", candidate.meanMagnitude());
        told.put("strength", candidate.strength());
        told.put("edge_gain", candidate.edgeGain());
        told.put("look_noise_p99", verdict.noisePercentile());
        told.put("shift_trust", verdict.shiftTrust());
        return told;
    }

    /**
     * The probability of change on the earlier picture's pixels, all 0 where the pair was unusable, as PNG; owned by this object, valid
     * until its next call. Empty if the earlier picture could not be read.
     */
    public Optional<MemorySegment> changePng() {
        return beforeRead ? Optional.of(map.png()) : Optional.empty();
    }

    /** Probability of change, 0 to 255, at a pixel of the earlier picture. */
    public int levelAt(Pixel pixel) {
        return map.at(pixel.x(), pixel.y());
    }

    /** The same at every pixel of the earlier picture, row by row, as unsigned bytes; empty if it could not be read. A copy. */
    public byte[] levels() {
        return beforeRead ? map.levels() : new byte[0];
    }

    /** Both pictures side by side with what changed outlined, as JPEG; empty if one of them could not be read. */
    public Optional<byte[]> annotated(PairJudgement judgement) {
        if (!beforeRead || !afterRead) {
            return Optional.empty();
        }
        List<PairPicture.Mark> marks = judgement.objects().reversed().stream()
                .map(object -> new PairPicture.Mark(
                        object.before(),
                        object.seen().pixels(),
                        object.changed(),
                        String.format(Locale.ROOT, "%.2f", object.seen().event().score())))
                .toList();
        double beforeScale = Radiometry.of(before).scale();
        return Optional.of(
                picture.draw(before, beforeScale, after, Radiometry.of(after).scale(), marks, judgement.legend()));
    }

    @Override
    public void close() {
        decoder.close();
        before.close();
        after.close();
        choice.forEach(PairEyes::close);
        nothing.close();
        history.close();
        map.close();
        picture.close();
    }
}
