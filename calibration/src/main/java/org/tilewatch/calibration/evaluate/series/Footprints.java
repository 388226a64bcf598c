package org.tilewatch.calibration.evaluate.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.SiteFacts.ClearLook;
import org.tilewatch.calibration.evaluate.series.SiteFacts.Hit;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Measured;

/** How well the outlines of alerts fit the events, and whether they tell the right direction, on each event's last clear look. */
final class Footprints {

    private static final Set<String> OUTLINED = Set.of("building", "loading_area_covered", "clearing");
    private static final String VANISHES = "crane_removed";

    private final List<List<Fit>> fits = new ArrayList<>();
    private final double[] right;
    private final double[] told;
    private long outlined;

    private record Fit(double areaError, double overlap) {}

    Footprints(List<SiteFacts> sites) {
        right = new double[sites.size()];
        told = new double[sites.size()];
        for (int i = 0; i < sites.size(); i++) {
            List<Fit> here = new ArrayList<>();
            for (SeenEvent event : sites.get(i).events()) {
                if (event.durable() && OUTLINED.contains(event.kind())) {
                    outlined++;
                    fit(event.looks().getLast(), here);
                }
                polarity(event, i);
            }
            fits.add(here);
        }
    }

    private static void fit(ClearLook look, List<Fit> into) {
        double inside = 0;
        double size = 0;
        for (Hit hit : look.hits()) {
            inside += hit.object().alert() ? hit.inside() : 0;
            size += hit.object().alert() ? hit.size() : 0;
        }
        if (size > 0) {
            double area = look.areaPixels();
            into.add(new Fit(Math.abs(size - area) / area, inside / Math.max(1, area + size - inside)));
        }
    }

    private void polarity(SeenEvent event, int site) {
        Told best = null;
        for (Hit hit : event.looks().getLast().hits()) {
            best = best == null || hit.object().score() > best.score() ? hit.object() : best;
        }
        if (best != null && Set.of("appeared", "vanished").contains(best.polarity())) {
            told[site]++;
            right[site] += event.kind().equals(VANISHES) == best.polarity().equals("vanished") ? 1 : 0;
        }
    }

    /** Structures, covers and clearings with an alert on their last clear look. */
    long events() {
        return fits.stream().mapToLong(List::size).sum();
    }

    /** All durable structures, covers and clearings. */
    long outlined() {
        return outlined;
    }

    Measured areaError() {
        return median(Fit::areaError);
    }

    Measured overlap() {
        return median(Fit::overlap);
    }

    private Measured median(ToDoubleFunction<Fit> of) {
        List<List<Fit>> telling = fits.stream().filter(here -> !here.isEmpty()).toList();
        return Bootstrap.over(telling.size(), sample -> {
            double[] values = Arrays.stream(sample)
                    .mapToObj(telling::get)
                    .flatMap(List::stream)
                    .mapToDouble(of)
                    .sorted()
                    .toArray();
            return Bootstrap.quantile(values, 0.5);
        });
    }

    Measured polarityRight() {
        return Bootstrap.ratio(right, told);
    }

    long polarityTold() {
        return (long) Arrays.stream(told).sum();
    }
}
