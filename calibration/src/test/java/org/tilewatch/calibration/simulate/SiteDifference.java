package org.tilewatch.calibration.simulate;

import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.edge.imagery.Affine;

/**
 * A look with its events against the same look had nothing happened.
 *
 * @param changed pixels that differ at all
 * @param outside of them, those neither in an event's outline nor where it leans to, nor in its shadow
 * @param eventsThatShow events within whose outline much differs
 * @param eventsThatDisagree kinds of events that show and should not, or should and do not
 */
public record SiteDifference(int changed, int outside, int eventsThatShow, List<String> eventsThatDisagree) {

    /** The highest thing that is planted, the crane's jib. */
    private static final double HIGHEST = 18;

    /** Blur, and that walls take sky light away beside them. */
    private static final float RIM = 9;

    /** A compressed look spills a difference over its blocks of 16 pixels. */
    private static final float BLOCK = 16;

    public static SiteDifference of(SimulatedSite site, int index) {
        DrawnLook look = site.draw(index);
        byte[] with = look.picture().rgb();
        byte[] without = site.drawQuiet(index).picture().rgb();
        float rim = RIM + (look.platform().endsWith("b") ? BLOCK : 0);
        Area reached = new Area();
        for (PlantedEvent event : site.events()) {
            reached.add(reached(event, look, site.grid().gsdMetres(), rim));
        }
        Affine toGrid = look.gridToFile().inverse();
        int width = look.picture().width();
        int[] count = new int[2];
        double[][] within = new double[site.events().size()][2];
        List<Path2D> outlines = site.events().stream().map(SiteDifference::path).toList();
        for (int k = 0; 3 * k < with.length; k++) {
            double x = toGrid.u(k % width + 0.5, Math.floorDiv(k, width) + 0.5);
            double y = toGrid.v(k % width + 0.5, Math.floorDiv(k, width) + 0.5);
            double difference = 0;
            for (int band = 0; band < 3; band++) {
                difference += Math.abs((with[3 * k + band] & 0xff) - (without[3 * k + band] & 0xff)) / 3.0;
            }
            count[0] += difference > 0 ? 1 : 0;
            count[1] += difference > 0 && !reached.contains(x, y) ? 1 : 0;
            for (int event = 0; event < within.length; event++) {
                if (outlines.get(event).contains(x, y)) {
                    within[event][0] += difference;
                    within[event][1]++;
                }
            }
        }
        return judged(site, look, count, within);
    }

    private static SiteDifference judged(SimulatedSite site, DrawnLook look, int[] count, double[][] within) {
        int show = 0;
        List<String> disagree = new ArrayList<>();
        for (int k = 0; k < within.length; k++) {
            PlantedEvent event = site.events().get(k);
            boolean on = event.firstLook() <= look.index() && look.index() <= event.lastLook();
            double difference = within[k][0] / Math.max(1, within[k][1]);
            boolean shows = difference > 3;
            show += shows ? 1 : 0;
            if (look.hiddenFractions()[k] < 0.1 && on != shows) {
                disagree.add("%s %s %.1f".formatted(event.kind(), event, difference));
            }
        }
        return new SiteDifference(count[0], count[1], show, disagree);
    }

    private static Path2D path(PlantedEvent event) {
        return Place.path(event.outline().outer());
    }

    /** The outline swept away from the sun and to where the view leans it, with a rim. */
    private static Area reached(PlantedEvent event, DrawnLook look, double gsd, float rim) {
        double shadow = HIGHEST * look.sun().shadowPerMetre() / gsd;
        double lean = HIGHEST * Math.tan(Math.toRadians(look.offNadirDegrees())) / gsd;
        Area reached = new Area();
        for (double part = 0; part <= 1; part += 0.05) {
            AffineTransform away = AffineTransform.getTranslateInstance(
                    -part * shadow * look.sun().east(),
                    -part * shadow * look.sun().south());
            reached.add(new Area(away.createTransformedShape(path(event))));
        }
        BasicStroke around = new BasicStroke(2 * (rim + (float) lean));
        reached.add(new Area(around.createStrokedShape(reached)));
        return reached;
    }
}
