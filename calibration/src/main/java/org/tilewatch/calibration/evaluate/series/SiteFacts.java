package org.tilewatch.calibration.evaluate.series;

import java.util.List;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.truth.SiteTruth;

/**
 * What was told about one site, held against its truth.
 *
 * @param tileLooks tiles of 256 px that scored looks saw clearly
 * @param tally what is only counted
 * @param falses objects on scored looks that lie on nothing, look by look
 * @param hits objects on scored looks that lie on an event
 * @param cars objects on scored looks that lie on a car which is nobody's event
 * @param events events with at least one clear, scored look
 * @param told every object of every look, warm-up included, in the order of time
 */
public record SiteFacts(
        SiteTruth truth,
        double tileLooks,
        Tally tally,
        List<FalseObject> falses,
        List<Told> hits,
        List<Told> cars,
        List<SeenEvent> events,
        List<Told> told) {

    /** Looks that were answered or not, and alerts that are neither right nor wrong. */
    public record Tally(
            int missing, int clear, int abstained, int cloudy, int cloudyRefused, int endedAlerts, int carAlerts) {}

    /**
     * An object on nothing.
     *
     * @param place the same for all looks on which the same id stays in place
     * @param weight large ones count more than once
     */
    public record FalseObject(Told object, int place, int weight) {}

    /**
     * An event as its clear looks show it.
     *
     * @param index of the event in the truth
     */
    public record SeenEvent(int index, String kind, List<ClearLook> looks) {

        /** Whether it stays for three clear looks or more. */
        public boolean durable() {
            return looks.size() >= 3;
        }
    }

    /**
     * One clear look at an event.
     *
     * @param look index of the look
     * @param areaPixels of the event on it
     */
    public record ClearLook(int look, List<Hit> hits, int areaPixels) {}

    /**
     * An object that lies on an event.
     *
     * @param inside its pixels within the event
     * @param size all its pixels
     */
    public record Hit(Told object, int inside, int size) {}
}
