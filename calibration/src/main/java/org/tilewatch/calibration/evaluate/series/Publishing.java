package org.tilewatch.calibration.evaluate.series;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;

/**
 * Which objects of one site would be published at other thresholds, without running the site anew: thresholds decide nothing but that. An
 * event once published stays so.
 */
public final class Publishing {

    private final Map<Integer, Double> confirmed = new HashMap<>();
    private final Map<Integer, Double> provisional = new HashMap<>();

    /**
     * Prepares a site.
     *
     * @param told every object in the order of time
     * @param leastAreaSquareMetres a smaller one is never published
     */
    public Publishing(List<Told> told, double leastAreaSquareMetres) {
        Map<String, Double> bestConfirmed = new HashMap<>();
        Map<String, Double> bestProvisional = new HashMap<>();
        for (Told object : told) {
            boolean large = object.areaSquareMetres() >= leastAreaSquareMetres;
            if (object.open() && large) {
                boolean once = object.status().equals("provisional");
                (once ? bestProvisional : bestConfirmed).merge(object.id(), object.score(), Math::max);
            }
            confirmed.put(object.number(), bestConfirmed.getOrDefault(object.id(), -1.0));
            provisional.put(object.number(), bestProvisional.getOrDefault(object.id(), -1.0));
        }
    }

    /** The objects that are published with these least scores. */
    public Predicate<Told> at(double leastConfirmed, double leastProvisional) {
        return object -> confirmed.getOrDefault(object.number(), -1.0) >= leastConfirmed
                || provisional.getOrDefault(object.number(), -1.0) >= leastProvisional;
    }
}
