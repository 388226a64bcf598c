package org.tilewatch.calibration.demo;

import java.awt.BasicStroke;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.List;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.edge.site.Outline;

/** A piece of the site's grid, to see how much of it lies in another. */
final class GridArea {

    private final Area area;

    private GridArea(Area area) {
        this.area = area;
    }

    static GridArea of(Outline outline) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (double[] ring : outline.rings()) {
            path.append(Place.path(ring), false);
        }
        return new GridArea(new Area(path));
    }

    /** All of them together. */
    static GridArea union(List<GridArea> patches) {
        Area sum = new Area();
        patches.forEach(patch -> sum.add(patch.area));
        return new GridArea(sum);
    }

    /** With a rim of so many grid pixels around it. */
    GridArea grown(double pixels) {
        Area grown = new Area(area);
        Shape rim = new BasicStroke((float) (2 * pixels)).createStrokedShape(area);
        grown.add(new Area(rim));
        return new GridArea(grown);
    }

    /** Share of this patch that lies in the other, 0 to 1; by counting the centres of quarter pixels. */
    double shareIn(GridArea other) {
        Rectangle box = area.getBounds();
        long all = 0;
        long shared = 0;
        for (double y = box.y + 0.25; y < box.y + box.height; y += 0.5) {
            for (double x = box.x + 0.25; x < box.x + box.width; x += 0.5) {
                if (area.contains(x, y)) {
                    all++;
                    shared += other.area.contains(x, y) ? 1 : 0;
                }
            }
        }
        return all == 0 ? 0 : shared / (double) all;
    }
}
