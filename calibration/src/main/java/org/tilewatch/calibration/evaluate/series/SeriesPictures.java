package org.tilewatch.calibration.evaluate.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tilewatch.calibration.evaluate.page.CasePicture;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.page.Section.Picture;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.SiteFacts.FalseObject;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.truth.SiteTruth;
import org.tilewatch.calibration.truth.SiteTruth.Look;
import org.tilewatch.edge.imagery.Affine;

/** Pictures of the events that were missed most clearly and of the false objects that were surest. */
public final class SeriesPictures {

    private static final int MOST = 6;
    private static final int LOOKS = 3;
    private static final double LEAST_RADIUS = 40;
    private static final double CLOUDY = 0.3;

    private SeriesPictures() {}

    private record Case(SiteFacts site, int look, int before, double[] ring, List<Told> found, String caption) {}

    /** One section for misses, one for false alarms; without figures. */
    public static List<Section> of(List<SiteFacts> sites) throws IOException {
        try (CasePicture drawing = new CasePicture()) {
            return List.of(
                    section(drawing, "worst_misses", "Worst misses", misses(sites), "missed event"),
                    section(drawing, "worst_false_alarms", "Worst false alarms", falses(sites), "false alarm"));
        }
    }

    private static Section section(CasePicture drawing, String key, String title, List<Case> cases, String what)
            throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Case each : cases) {
            draw(drawing, each)
                    .ifPresent(jpeg -> pictures.add(new Picture(
                            jpeg, each.caption(), "Before and after of a %s: %s".formatted(what, each.caption()))));
        }
        String note = "Left the last look before, right the look itself; blue: what was planted, yellow: what the agent"
                + " outlined, with its score.";
        return new Section(key, title, note, List.of(), List.of(), pictures);
    }

    private static List<Case> misses(List<SiteFacts> sites) {
        record Missed(SiteFacts site, SeenEvent event, double score) {}
        List<Missed> missed = new ArrayList<>();
        for (SiteFacts site : sites) {
            for (SeenEvent event : site.events()) {
                if (!SeriesScore.found(event, Told::alert, LOOKS)) {
                    missed.add(new Missed(site, event, best(event)));
                }
            }
        }
        missed.sort(
                Comparator.comparing((Missed each) -> !each.event().durable()).thenComparingDouble(Missed::score));
        return missed.stream()
                .limit(MOST)
                .map(each -> {
                    SiteTruth truth = each.site().truth();
                    SiteTruth.PlantedChange planted =
                            truth.events().get(each.event().index());
                    int look = each.event().looks().getFirst().look();
                    List<Told> found = each.event().looks().getFirst().hits().stream()
                            .map(SiteFacts.Hit::object)
                            .toList();
                    String caption = String.format(
                            Locale.ROOT,
                            "%s, %s: best score %.3f in %d clear looks",
                            truth.name(),
                            planted.kind().replace('_', ' '),
                            each.score(),
                            each.event().looks().size());
                    return new Case(
                            each.site(), look, before(truth, planted.firstLook()), ring(planted), found, caption);
                })
                .toList();
    }

    private static double best(SeenEvent event) {
        return event.looks().stream()
                .flatMap(look -> look.hits().stream())
                .mapToDouble(hit -> hit.object().score())
                .max()
                .orElse(0);
    }

    private static List<Case> falses(List<SiteFacts> sites) {
        record Placed(SiteFacts site, FalseObject object) {}
        List<Placed> all = new ArrayList<>();
        sites.forEach(site -> site.falses().forEach(each -> all.add(new Placed(site, each))));
        all.sort(Comparator.comparing((Placed each) -> !each.object().object().alert())
                .thenComparingDouble(each -> -each.object().object().score()));
        List<Case> cases = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (Placed each : all) {
            SiteTruth truth = each.site().truth();
            Told object = each.object().object();
            if (cases.size() < MOST
                    && places.add(truth.name() + " " + each.object().place())) {
                String caption = String.format(
                        Locale.ROOT,
                        "%s, %s %s, %.0f m2, score %.3f%s",
                        truth.name(),
                        object.status(),
                        object.polarity(),
                        object.areaSquareMetres(),
                        object.score(),
                        object.alert() ? ", published" : "");
                double[] ring =
                        through(truth.looks().get(object.look()).gridToFile().inverse(), object.ring());
                cases.add(new Case(
                        each.site(), object.look(), before(truth, object.look()), ring, List.of(object), caption));
            }
        }
        return cases;
    }

    /** The last look before without much cloud. */
    private static int before(SiteTruth truth, int look) {
        for (int i = look - 1; i >= 0; i--) {
            if (truth.looks().get(i).cloudFraction() < CLOUDY) {
                return i;
            }
        }
        return Math.max(0, look - 1);
    }

    private static double[] ring(SiteTruth.PlantedChange event) {
        int[] ring = event.rings().stream()
                .max(Comparator.comparingInt(each -> each.length))
                .orElse(new int[2]);
        return through(Affine.IDENTITY, ring);
    }

    private static double[] through(Affine map, int[] ring) {
        double[] plain = new double[ring.length];
        for (int i = 0; i < ring.length; i++) {
            plain[i] = ring[i];
        }
        return through(map, plain);
    }

    private static double[] through(Affine map, double[] ring) {
        double[] moved = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            moved[i] = map.u(ring[i], ring[i + 1]);
            moved[i + 1] = map.v(ring[i], ring[i + 1]);
        }
        return moved;
    }

    private static Optional<byte[]> draw(CasePicture drawing, Case each) throws IOException {
        SiteTruth truth = each.site().truth();
        Look before = truth.looks().get(each.before());
        Look after = truth.looks().get(each.look());
        double[] x = {Double.MAX_VALUE, -Double.MAX_VALUE};
        double[] y = {Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i = 0; i < each.ring().length; i += 2) {
            x[0] = Math.min(x[0], each.ring()[i]);
            x[1] = Math.max(x[1], each.ring()[i]);
            y[0] = Math.min(y[0], each.ring()[i + 1]);
            y[1] = Math.max(y[1], each.ring()[i + 1]);
        }
        double radius = Math.max(LEAST_RADIUS, Math.max(x[1] - x[0], y[1] - y[0]));
        double[] centre = {(x[0] + x[1]) / 2, (y[0] + y[1]) / 2};
        List<CasePicture.Mark> marks = new ArrayList<>();
        for (int i = 0; i < truth.events().size(); i++) {
            if (truth.events().get(i).on(each.look())) {
                for (int[] ring : truth.events().get(i).rings()) {
                    marks.add(new CasePicture.Mark(
                            through(before.gridToFile(), ring), through(after.gridToFile(), ring), false, ""));
                }
            }
        }
        for (Told told : each.found()) {
            double[] onGrid = through(after.gridToFile().inverse(), told.ring());
            String label = String.format(Locale.ROOT, "%.2f", told.score());
            marks.add(new CasePicture.Mark(
                    through(before.gridToFile(), onGrid), through(after.gridToFile(), onGrid), true, label));
        }
        return drawing.draw(
                cut(truth, before, centre, radius), cut(truth, after, centre, radius), marks, each.caption());
    }

    private static CasePicture.Cut cut(SiteTruth truth, Look look, double[] centre, double radius) {
        double[] there = through(look.gridToFile(), centre);
        double pixels =
                radius * Math.hypot(look.gridToFile().ux(), look.gridToFile().vx());
        return new CasePicture.Cut(truth.folder().resolve(look.file()), there[0], there[1], pixels);
    }
}
