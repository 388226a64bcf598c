package org.tilewatch.edge.watch.habit;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.store.OrderBook.Reviewed;
import org.tilewatch.edge.store.Store;

/**
 * What a site's past says of what is seen there now: places where things come and go, places of which people said that it was
 * nothing, and how often they were right who told them.
 *
 * @param restless places of events that ended, one for each
 * @param rejected places of events that people rejected
 * @param leaning log-odds by which people found this site's alerts likelier (above 0) or less likely than the station
 */
public record Habits(List<Patch> restless, List<Patch> rejected, double leaning) {

    /** Of a site without a past. */
    public static final Habits NONE = new Habits(List.of(), List.of(), 0);

    /** Log-odds for each thing that came and went at a place, but for the first: a train stands there once. */
    private static final double CAME_AND_WENT = 1;

    /** A hall that is built on a car park is told all the same. */
    private static final double MOST = 4;

    /** Log-odds at the place of what people rejected: no look is as sure as that, and they do not want to say it twice. */
    private static final double REJECTED = 8;

    /** So many times as large as what was rejected it is something else. */
    private static final double LARGER = 1.5;

    /** As events and sightings are matched. */
    private static final double OVERLAPS = 0.25;

    private static final int ROUNDS = 20;

    /** The habits of a site as the store knows them. */
    public static Habits of(Store store, String site) throws IOException {
        return of(store, site, event -> true);
    }

    /** The same as those events alone tell that are meant: a place where smoke was told wrongly may be flooded. */
    public static Habits of(Store store, String site, Predicate<Event> meant) throws IOException {
        List<Event> closed = store.restlessEvents(site).stream().filter(meant).toList();
        return new Habits(
                places(closed, EventStatus.ENDED),
                places(closed, EventStatus.RETRACTED),
                leaning(store.orders().reviews(site)));
    }

    /** Coming and going is what is watched for of wagons. */
    private static List<Patch> places(List<Event> closed, EventStatus status) {
        return closed.stream()
                .filter(event ->
                        event.status() == status && (event.kind() != Kind.WAGONS || status == EventStatus.RETRACTED))
                .map(event -> Patch.of(event.outline()))
                .toList();
    }

    /**
     * The shift of all told probabilities, in log-odds, that makes the reviews likeliest; few reviews shift little, as it is drawn from a
     * normal distribution of standard deviation 1 about 0 (the intercept of Platt's scaling with a prior).
     */
    public static double leaning(List<Reviewed> reviews) {
        double shift = 0;
        for (int i = 0; i < ROUNDS; i++) {
            double slope = -shift;
            double curvature = 1;
            for (Reviewed review : reviews) {
                double p = Math.clamp(review.probability(), 0.001, 0.999);
                double odds = p / (1 - p) * Math.exp(shift);
                double now = odds / (1 + odds);
                slope += (review.accepted() ? 1 : 0) - now;
                curvature += now * (1 - now);
            }
            shift += Math.clamp(slope / curvature, -1, 1);
        }
        return shift;
    }

    /** Log-odds that speak against a sighting because of where it is, 0 or more. */
    public double against(Patch place) {
        long came = restless.stream().filter(each -> same(each, place)).count();
        return isRejected(place) ? REJECTED : Math.min(MOST, CAME_AND_WENT * Math.max(0, came - 1));
    }

    /** Whether people said of a place, or of one hardly larger there, that it is nothing. */
    public boolean isRejected(Patch place) {
        return rejected.stream().anyMatch(each -> same(each, place) && place.size() <= LARGER * each.size());
    }

    private static boolean same(Patch one, Patch other) {
        return one.common(other) > OVERLAPS * Math.min(one.size(), other.size());
    }
}
