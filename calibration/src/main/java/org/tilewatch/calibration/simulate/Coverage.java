package org.tilewatch.calibration.simulate;

import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.simulate.light.Clouds;
import org.tilewatch.edge.imagery.Affine;

/** What of the ground a look does not show: under cloud, outside the file, without data. */
final class Coverage {

    /** From this opacity on the ground counts as hidden. */
    private static final double OPAQUE = 0.25;

    private final Conditions look;
    private final Clouds clouds;
    private final Affine toCanvas;

    Coverage(Conditions look, Clouds clouds, Affine toCanvas) {
        this.look = look;
        this.clouds = clouds;
        this.toCanvas = toCanvas;
    }

    /** Blackens the corner without data; returns its share of the picture. */
    double cutWedge(byte[] pixels) {
        long cut = 0;
        for (int row = 0, k = 0; row < look.height(); row++) {
            for (int column = 0; column < look.width(); column++, k++) {
                if (inWedge(column + 0.5, row + 0.5)) {
                    pixels[3 * k] = 0;
                    pixels[3 * k + 1] = 0;
                    pixels[3 * k + 2] = 0;
                    cut++;
                }
            }
        }
        return cut / (double) (look.width() * look.height());
    }

    /** Share of the picture under cloud. */
    double cloudFraction() {
        long hidden = 0;
        for (int row = 0; row < look.height(); row++) {
            for (int column = 0; column < look.width(); column++) {
                hidden += clouded(column + 0.5, row + 0.5) ? 1 : 0;
            }
        }
        return hidden / (double) (look.width() * look.height());
    }

    /** Share of an event's outline that this look does not show. */
    double hiddenFraction(PlantedEvent event) {
        Path2D path = Place.path(event.outline().outer());
        Rectangle box = path.getBounds();
        long inside = 0;
        long hidden = 0;
        for (int y = box.y; y <= box.y + box.height; y++) {
            for (int x = box.x; x <= box.x + box.width; x++) {
                if (path.contains(x + 0.5, y + 0.5)) {
                    inside++;
                    hidden += hidden(x + 0.5, y + 0.5) ? 1 : 0;
                }
            }
        }
        return inside == 0 ? 0 : hidden / (double) inside;
    }

    /** Boxes of x, y, width, height in grid pixels around those places that lie wholly on the grid. */
    static List<int[]> boxes(List<Place> places, Affine planToSite, SiteGrid grid) {
        List<int[]> boxes = new ArrayList<>();
        for (Place place : places) {
            double[] ring = place.ring(0.3);
            Path2D path = new Path2D.Double();
            path.moveTo(planToSite.u(ring[0], ring[1]), planToSite.v(ring[0], ring[1]));
            for (int k = 2; k < ring.length; k += 2) {
                path.lineTo(planToSite.u(ring[k], ring[k + 1]), planToSite.v(ring[k], ring[k + 1]));
            }
            double pixel = grid.gsdMetres();
            path.transform(AffineTransform.getScaleInstance(1 / pixel, 1 / pixel));
            Rectangle box = path.getBounds();
            if (new Rectangle(grid.size(), grid.size()).contains(box)) {
                boxes.add(new int[] {box.x, box.y, box.width, box.height});
            }
        }
        return List.copyOf(boxes);
    }

    private boolean hidden(double gridX, double gridY) {
        double u = look.gridToFile().u(gridX, gridY);
        double v = look.gridToFile().v(gridX, gridY);
        boolean outside = u < 0 || v < 0 || u >= look.width() || v >= look.height();
        return outside || inWedge(u, v) || clouded(u, v);
    }

    private boolean inWedge(double u, double v) {
        return look.wedge() && u + 0.45 * v < 0.22 * look.width();
    }

    private boolean clouded(double u, double v) {
        return clouds.cover(toCanvas.u(u, v), toCanvas.v(u, v)) > OPAQUE;
    }
}
