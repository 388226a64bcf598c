package org.tilewatch.calibration.simulate.over;

import java.awt.geom.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Place;

/** Where things can be put: on even ground within the site, dry, beside what stands there and what was put there already. */
final class FreePlaces {

    private static final int TRIES = 60;
    private static final double RIM_METRES = 4;
    private static final double APART_METRES = 6;
    private static final double LOW_METRES = 0.8;

    /** Darker than that share of the usual ground is water or deep shadow. */
    private static final double DRY = 0.5;

    /** What is more even than that is no ground but still water, or a large roof. */
    private static final double UNEVEN = 0.03;

    private final Base base;
    private final Canvas canvas;
    private final double usual;
    private final List<Area> taken = new ArrayList<>();

    FreePlaces(Base base) {
        this.base = base;
        canvas = base.canvas();
        double sum = 0;
        for (float green : canvas.green()) {
            sum += green;
        }
        usual = sum / canvas.green().length;
    }

    /** Takes the evenest of some places of that size. {@code greener}: 1 wants plants, -1 bare ground, 0 does not mind. */
    Optional<Place> take(double length, double width, int greener, Random random) {
        Optional<Place> best = Optional.empty();
        double least = Double.MAX_VALUE;
        for (int k = 0; k < TRIES; k++) {
            Place place = somewhere(length, width, random);
            double rough = inside(place) && isFree(place) ? roughness(place, greener) : Double.MAX_VALUE;
            if (rough < least) {
                least = rough;
                best = Optional.of(place);
            }
        }
        best.ifPresent(place -> taken.add(area(place.grown(APART_METRES))));
        return best;
    }

    /** A spot that may lie anywhere low and dry beside what was put there; it is not taken. */
    Optional<Place> spot(double length, double width, Random random) {
        for (int k = 0; k < TRIES; k++) {
            Place place = somewhere(length, width, random);
            if (inside(place) && isFree(place) && roughness(place, -1) < 1) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private Place somewhere(double length, double width, Random random) {
        double metres = base.grid().metres();
        double siteX = metres * random.nextDouble();
        double siteY = metres * random.nextDouble();
        var toPlan = base.planToSite().inverse();
        double degrees = base.degrees() + 90 * random.nextInt(2) + 1.5 * random.nextGaussian();
        return new Place(toPlan.u(siteX, siteY), toPlan.v(siteX, siteY), length, width, degrees);
    }

    private boolean inside(Place place) {
        double[] ring = place.ring(RIM_METRES);
        double metres = base.grid().metres();
        boolean inside = true;
        for (int k = 0; k < ring.length; k += 2) {
            double x = base.planToSite().u(ring[k], ring[k + 1]);
            double y = base.planToSite().v(ring[k], ring[k + 1]);
            inside &= x > 0 && y > 0 && x < metres && y < metres;
        }
        return inside;
    }

    private boolean isFree(Place place) {
        Area area = area(place);
        for (Area other : taken) {
            Area common = new Area(other);
            common.intersect(area);
            if (!common.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Area area(Place place) {
        return new Area(Place.path(place.ring(0)));
    }

    /** Deviation of the brightness as a share of it, worse for the wrong cover; the largest of numbers where nothing can stand. */
    private double roughness(Place place, int greener) {
        double[] sums = new double[5];
        canvas.rectangle(place, (pixel, along, across) -> {
            double green = canvas.green()[pixel];
            sums[0]++;
            sums[1] += green;
            sums[2] += green * green;
            sums[3] += canvas.plants()[pixel];
            sums[4] += canvas.height()[pixel] > LOW_METRES ? 1 : 0;
        });
        double mean = sums[1] / Math.max(1, sums[0]);
        if (sums[0] < 1 || mean < DRY * usual || sums[4] > 0.02 * sums[0]) {
            return Double.MAX_VALUE;
        }
        double deviation = Math.sqrt(Math.max(0, sums[2] / sums[0] - mean * mean)) / mean;
        if (deviation < UNEVEN) {
            return Double.MAX_VALUE;
        }
        return deviation - 0.4 * greener * sums[3] / sums[0];
    }
}
