package org.tilewatch.edge.watch.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.FootprintFitter.Footprint;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Sighting;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.watch.habit.Habits;
import org.tilewatch.edge.watch.place.Placement;

/** From the candidates of a block to sightings: the surest get their footprint, and the fragments that lie within it go with it. */
final class Sightings {

    /** Probability that a candidate is a change, from this look alone, from which its footprint is worth its cost. */
    private static final double WORTH_FITTING = 0.3;

    /** Least log-odds of a fragment that may belong to another candidate. */
    private static final double FRAGMENT = -3.5;

    private static final int MOST_FITTED = 4;
    /** Smaller things are cars: their candidates cover them. */
    private static final int LEAST_PIXELS = 60;

    private static final double MOSTLY = 0.5;
    /** As events and sightings are matched. */
    private static final double OVERLAPS = 0.25;

    private final AlertPolicy policy;
    private final Detector detector;
    private final boolean networkAsked;
    private final Habits habits;
    private final SitePlan plan;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Appearance> appearances = new ArrayList<>();

    Sightings(AlertPolicy policy, Detector detector, boolean networkAsked, SitePlan plan, Habits habits) {
        this.policy = policy;
        this.plan = plan;
        this.detector = detector;
        this.networkAsked = networkAsked;
        this.habits = habits;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    /** One for each sighting. */
    List<Candidate> candidates() {
        return candidates;
    }

    /** One for each sighting. */
    List<Appearance> appearances() {
        return appearances;
    }

    /** What the score of a sighting was made from, by name. */
    Map<String, Double> explained(int sighting, Verdict verdict) {
        Map<String, Double> told = Evidence.told(candidates.get(sighting), appearances.get(sighting), verdict);
        double against = habits.against(Patch.of(candidates.get(sighting).outline()));
        if (against > 0) {
            told.put("restless_place", -against);
        }
        return told;
    }

    /**
     * Gathers what a block shows.
     *
     * @param found candidates, the strongest first
     * @param open events that the look may continue: what lies within the outline of one that was seen already is part of it
     */
    void gather(List<Candidate> found, List<Event> open, Placement.Block block, double squareMetresPerPixel) {
        List<Candidate> fragments = found.stream()
                .filter(each -> evidence(each, Patch.of(each.outline())) > FRAGMENT)
                .toList();
        List<Patch> outlined = open.stream()
                .filter(event -> event.details().support() > 0)
                .map(event -> Patch.of(event.outline()))
                .toList();
        List<Patch> taken = new ArrayList<>();
        int fitted = 0;
        for (Candidate candidate : found) {
            Patch patch = Patch.of(candidate.outline());
            if (sightings.size() >= policy.listed() || !block.owns(patch.box()) || within(patch, taken)) {
                continue;
            }
            double evidence = evidence(candidate, patch) - habits.against(patch);
            Optional<Footprint> footprint = fitted < MOST_FITTED && worth(candidate, evidence)
                    ? detector.footprint(candidate, fragments)
                    : Optional.empty();
            Sighting sighting = sighting(candidate, patch, evidence, footprint, squareMetresPerPixel);
            if (footprint.isPresent()) {
                fitted++;
                if (within(sighting.patch(), taken)) {
                    appearances.removeLast();
                    continue; // a part of what is listed already, which its own edges lead to as well
                }
                taken.add(sighting.patch());
            }
            outlined.stream()
                    .filter(each -> each.common(sighting.patch())
                            > OVERLAPS * Math.min(each.size(), sighting.patch().size()))
                    .forEach(taken::add);
            candidates.add(candidate);
            sightings.add(sighting);
        }
    }

    private double evidence(Candidate candidate, Patch patch) {
        boolean unknown = plan.zoneOf(patch)
                .filter(zone -> zone.purpose() == Purpose.ENTRANCE || zone.purpose() == Purpose.RAIL_YARD)
                .isPresent();
        return unknown ? policy.evidenceOfUnknown(candidate, networkAsked) : policy.evidence(candidate, networkAsked);
    }

    private Sighting sighting(
            Candidate candidate,
            Patch patch,
            double ofCandidate,
            Optional<Footprint> footprint,
            double squareMetresPerPixel) {
        Patch place = footprint.map(fit -> Patch.of(fit.outline())).orElse(patch);
        Appearance appearance = ofCandidate > FRAGMENT ? detector.appearance(place) : Appearance.NONE;
        appearances.add(appearance);
        boolean things = ChangeNetwork.suits(Math.sqrt(squareMetresPerPixel));
        double evidence = ofCandidate + Evidence.ofAppearance(candidate, appearance, things);
        return footprint
                .map(fit -> new Sighting(
                        fit.outline(),
                        place,
                        candidate.polarity(),
                        fit.areaPixels() * squareMetresPerPixel,
                        evidence,
                        fit.support()))
                .orElseGet(() -> new Sighting(
                        candidate.outline(),
                        patch,
                        candidate.polarity(),
                        candidate.areaPixels() * squareMetresPerPixel,
                        evidence));
    }

    private static boolean worth(Candidate candidate, double evidence) {
        return candidate.areaPixels() >= LEAST_PIXELS && 1 / (1 + Math.exp(-evidence)) >= WORTH_FITTING;
    }

    private static boolean within(Patch patch, List<Patch> taken) {
        return taken.stream().anyMatch(each -> each.common(patch) > MOSTLY * patch.size());
    }
}
