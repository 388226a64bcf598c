package org.tilewatch.edge.watch.pair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.pair.PairJudgement.Found;
import org.tilewatch.edge.watch.pair.PairJudgement.PixelAnswer;
import org.tilewatch.edge.watch.place.Placement;

/** Gathers what the blocks of a pair give, and sums it up. */
final class PairTally {

    /** A picture of which less than this share stands out from its surroundings is uniform to the eye. */
    private static final double LEAST_TEXTURE = 0.001;

    private static final double MOSTLY = 0.5;

    private final Pair pair;
    private final Scene after;
    private final Placement placement;
    private final long decode;
    private final List<Found> objects = new ArrayList<>();
    private final List<Patch> patches = new ArrayList<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private long measured;
    private long comparable;
    private long textured;
    private double textureBefore;
    private double textureAfter;
    private boolean judged;
    private long trustCells;
    private double shiftX = Double.NaN;
    private double shiftY = Double.NaN;
    private double shiftTrust = Double.NaN;
    private long register;
    private long detect;
    private Optional<PixelAnswer> answer = Optional.empty();

    PairTally(Pair pair, Scene after, Placement placement, long decodeNanos) {
        this.pair = pair;
        this.after = after;
        this.placement = placement;
        this.decode = decodeNanos;
    }

    /** Takes in one block: {@code first} compared the earlier picture with nothing, {@code second} the later one with it. */
    void block(Detector first, Verdict firstVerdict, Detector second, Verdict verdict) {
        measured += first.measuredPixels();
        comparable += second.comparablePixels();
        long size = Math.max(1, second.comparablePixels());
        if (verdict.outcome() == Outcome.JUDGED && firstVerdict.outcome() != Outcome.UNUSABLE) {
            judged = true;
        } else {
            reasons.merge(reason(firstVerdict, verdict), size, Long::sum);
        }
        if (verdict.outcome() == Outcome.JUDGED || verdict.reason().equals("changed-all-over")) {
            textured += size;
            textureBefore += size * first.textureFraction();
            textureAfter += size * second.textureFraction();
        }
        if (size > trustCells && verdict.outcome() != Outcome.UNUSABLE) {
            trustCells = size;
            shiftX = placement.gridToFile().ux() * verdict.shiftX()
                    + placement.gridToFile().uy() * verdict.shiftY();
            shiftY = placement.gridToFile().vx() * verdict.shiftX()
                    + placement.gridToFile().vy() * verdict.shiftY();
            shiftTrust = verdict.shiftTrust();
        }
    }

    private static String reason(Verdict first, Verdict second) {
        if (first.outcome() == Outcome.UNUSABLE) {
            return first.reason() + " BEFORE";
        }
        if (second.outcome() == Outcome.UNUSABLE) {
            return second.reason() + (second.reason().equals("changed-all-over") ? "" : " AFTER");
        }
        boolean clouds = Math.min(first.observedFraction(), second.observedFraction()) < MOSTLY;
        return clouds ? "cloud BOTH" : "no-data BOTH";
    }

    void timed(long registerNanos, long detectNanos) {
        register += registerNanos;
        detect += detectNanos;
    }

    /** False for an object that lies on one from a neighbouring block: objects of a pair do not overlap. */
    boolean isNew(Patch patch) {
        boolean isNew = patches.stream().noneMatch(other -> other.common(patch) > 0);
        if (isNew) {
            patches.add(patch);
        }
        return isNew;
    }

    void found(Found object) {
        objects.add(object);
    }

    void answered(PixelAnswer told) {
        answer = Optional.of(told);
    }

    int size() {
        return objects.size();
    }

    PairJudgement sum() {
        String why = reason();
        objects.sort(Comparator.comparingDouble(
                (Found object) -> -object.seen().event().score()));
        boolean usable = why.isEmpty();
        double score =
                usable && !objects.isEmpty() ? objects.getFirst().seen().event().score() : usable ? 0 : Double.NaN;
        String which = why.contains(" ") ? why.substring(why.indexOf(' ') + 1) : "";
        String reason = which.isEmpty() ? why : why.substring(0, why.indexOf(' '));
        return new PairJudgement(
                pair,
                Optional.of(after),
                usable ? score >= PairJudgement.CHANGED ? "changed" : "unchanged" : "unusable",
                reason,
                usable ? "" : detail(reason, which),
                score,
                measured == 0 ? 0 : Math.min(1, comparable / (double) measured),
                shiftX,
                shiftY,
                shiftTrust,
                Double.isFinite(placement.grid().gsdXMetres()),
                usable ? objects : List.of(),
                answer,
                new Judgement.Timing(decode, register, detect));
    }

    private String reason() {
        double before = textureBefore / Math.max(1, textured);
        double now = textureAfter / Math.max(1, textured);
        if (textured > 0 && Math.min(before, now) < LEAST_TEXTURE) {
            return "no-texture " + (before >= LEAST_TEXTURE ? "AFTER" : now >= LEAST_TEXTURE ? "BEFORE" : "BOTH");
        }
        return judged
                ? ""
                : reasons.entrySet().stream()
                        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .orElse("no-data BOTH");
    }

    private static String detail(String reason, String which) {
        String whose = which.equals("BOTH") ? "BEFORE and AFTER together" : which;
        return switch (reason) {
            case "cloud" -> whose + " show too little ground between clouds";
            case "no-data" ->
                "too few measured pixels in %s, away from the rim and where the other has them".formatted(whose);
            case "no-texture" -> "nothing stands out in " + whose + ", so the pictures cannot be laid over each other";
            default -> "more than seven tenths of what both show differ: not the same place, season or sensor";
        };
    }
}
