package org.tilewatch.calibration.evaluate.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.SiteFacts.ClearLook;
import org.tilewatch.calibration.evaluate.series.SiteFacts.FalseObject;
import org.tilewatch.calibration.evaluate.series.SiteFacts.Hit;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.truth.SiteTruth;
import org.tilewatch.calibration.truth.SiteTruth.Look;

/**
 * Holds what was told about a site against its truth, look by look: an object lies on an event (more than half of it within the event
 * and 8 px around), on one that has just ended or on a car that is nobody's event (then it counts for nothing), or on nothing. The
 * agent's ids are not trusted: a false object counts anew wherever its id turns up more than 12 px off, or twice on one look.
 */
final class SiteMatch implements AutoCloseable {

    private static final double ALL_CLOUD = 0.9;
    private static final double HIDDEN = 0.25;
    private static final int FRESH_LOOKS = 2;
    private static final int FORGOTTEN_LOOKS = 4;
    private static final double SAME_PLACE_PIXELS = 12;
    private static final int LARGE_PIXELS = 2500;
    private static final double TILE_EDGE = 256;

    private final SiteTruth truth;
    private final GroundTruth ground;
    private final List<Track> tracks = new ArrayList<>();
    private final List<FalseObject> falses = new ArrayList<>();
    private final List<Told> onEvents = new ArrayList<>();
    private final List<Told> onCars = new ArrayList<>();
    private final List<List<ClearLook>> seen = new ArrayList<>();
    private double tileLooks;
    private int missing;
    private int clear;
    private int abstained;
    private int cloudy;
    private int cloudyRefused;
    private int endedAlerts;
    private int carAlerts;

    private SiteMatch(SiteTruth truth) {
        this.truth = truth;
        this.ground = new GroundTruth(truth);
        truth.events().forEach(event -> seen.add(new ArrayList<>()));
    }

    private static final class Track {

        private final String id;
        private final int place;
        private double x;
        private double y;
        private int look;

        Track(String id, int place, double x, double y, int look) {
            this.id = id;
            this.place = place;
            this.x = x;
            this.y = y;
            this.look = look;
        }
    }

    /**
     * Matches a whole site. Needs {@link org.tilewatch.edge.imagery.Natives#load()} before.
     *
     * @param answers by the file's name; a look without one is missing
     */
    static SiteFacts of(SiteTruth truth, Map<String, LookAnswer> answers) {
        try (SiteMatch match = new SiteMatch(truth)) {
            List<Told> told = new ArrayList<>();
            for (int look = 0; look < truth.looks().size(); look++) {
                LookAnswer answer = answers.get(truth.looks().get(look).file());
                if (answer == null) {
                    match.missing++;
                } else {
                    told.addAll(answer.objects());
                    match.look(look, truth.looks().get(look), answer);
                }
            }
            return match.facts(told);
        }
    }

    private SiteFacts facts(List<Told> told) {
        List<SeenEvent> events = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            if (!seen.get(i).isEmpty()) {
                events.add(new SeenEvent(i, truth.events().get(i).kind(), seen.get(i)));
            }
        }
        SiteFacts.Tally tally =
                new SiteFacts.Tally(missing, clear, abstained, cloudy, cloudyRefused, endedAlerts, carAlerts);
        return new SiteFacts(truth, tileLooks, tally, falses, onEvents, onCars, events, told);
    }

    private void look(int number, Look look, LookAnswer answer) {
        if (look.cloudFraction() > ALL_CLOUD) {
            cloudy++;
            cloudyRefused += answer.unusable() ? 1 : 0;
            return;
        }
        boolean scored = number >= truth.warmUpLooks();
        if (scored) {
            clear++;
            abstained += answer.unusable() ? 1 : 0;
            double tiles = truth.sizePixels() / TILE_EDGE;
            double visible = Math.max(0, 1 - look.cloudFraction() - look.noDataFraction());
            tileLooks += answer.unusable() ? 0 : tiles * tiles * visible;
        }
        ground.show(look);
        List<List<Hit>> got = new ArrayList<>();
        truth.events().forEach(event -> got.add(new ArrayList<>()));
        if (!answer.unusable()) {
            objects(number, look, answer.objects(), got, scored);
        }
        for (int event = 0; event < got.size(); event++) {
            boolean shown = truth.events().get(event).on(number) && look.hiddenFractions()[event] < HIDDEN;
            if (scored && shown) {
                seen.get(event).add(new ClearLook(number, got.get(event), Math.max(1, ground.area(event))));
            }
        }
    }

    private void objects(int number, Look look, List<Told> objects, List<List<Hit>> got, boolean scored) {
        Map<String, Long> times =
                objects.stream().collect(Collectors.groupingBy(Told::id, HashMap::new, Collectors.counting()));
        for (Told object : objects) {
            if (!object.open()) {
                endedAlerts += object.alert() && scored ? 1 : 0;
                continue;
            }
            GroundTruth.Cover cover = ground.cover(object.ring());
            boolean hit = hits(number, object, cover, got);
            if (hit && scored) {
                onEvents.add(object);
            }
            if (hit || fresh(number, cover)) {
                continue;
            }
            if (ground.onCars(cover)) {
                carAlerts += scored && object.alert() ? 1 : 0;
                if (scored) {
                    onCars.add(object);
                }
                continue;
            }
            int place = place(number, look, object, cover, times.getOrDefault(object.id(), 0L) == 1);
            if (scored) {
                int weight = Math.max(1, Math.ceilDiv(cover.size(), LARGE_PIXELS));
                falses.add(new FalseObject(object, place, weight));
            }
        }
    }

    private boolean hits(int number, Told object, GroundTruth.Cover cover, List<List<Hit>> got) {
        boolean hit = false;
        for (int event = 0; event < got.size(); event++) {
            if (truth.events().get(event).on(number) && ground.near(event, cover)) {
                got.get(event).add(new Hit(object, ground.inside(event, cover), cover.size()));
                hit = true;
            }
        }
        return hit;
    }

    /** Whether it lies on an event that ended a look or two ago: the ground is another again. */
    private boolean fresh(int number, GroundTruth.Cover cover) {
        for (int event = 0; event < truth.events().size(); event++) {
            int last = truth.events().get(event).lastLook();
            if (last < number && number - last <= FRESH_LOOKS && ground.near(event, cover)) {
                return true;
            }
        }
        return false;
    }

    private int place(int number, Look look, Told object, GroundTruth.Cover cover, boolean unique) {
        double[] centre = ground.onGrid(look, cover.centreX(), cover.centreY());
        for (Track track : tracks) {
            if (unique
                    && track.id.equals(object.id())
                    && number - track.look <= FORGOTTEN_LOOKS
                    && Math.hypot(track.x - centre[0], track.y - centre[1]) <= SAME_PLACE_PIXELS) {
                track.x = centre[0];
                track.y = centre[1];
                track.look = number;
                return track.place;
            }
        }
        Track begun = new Track(object.id(), tracks.size(), centre[0], centre[1], number);
        tracks.add(begun);
        return begun.place;
    }

    @Override
    public void close() {
        ground.close();
    }
}
