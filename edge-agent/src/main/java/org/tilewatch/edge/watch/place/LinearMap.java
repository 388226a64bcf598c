package org.tilewatch.edge.watch.place;

import java.util.function.Consumer;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Window;

/** What maps between reference systems come to over a small place. */
final class LinearMap {

    private LinearMap() {}

    /**
     * The linear map that is right on average at the middles of a window's four edges.
     *
     * @param map brings x0, y0, x1, y1, ... to where they belong, in place
     */
    static Affine around(Window box, Consumer<double[]> map) {
        double midX = box.x() + box.width() / 2.0;
        double midY = box.y() + box.height() / 2.0;
        double[] edges = {box.x(), midY, box.right(), midY, midX, box.y(), midX, box.bottom()};
        map.accept(edges);
        double ux = (edges[2] - edges[0]) / box.width();
        double vx = (edges[3] - edges[1]) / box.width();
        double uy = (edges[6] - edges[4]) / box.height();
        double vy = (edges[7] - edges[5]) / box.height();
        double u = (edges[0] + edges[2] + edges[4] + edges[6]) / 4;
        double v = (edges[1] + edges[3] + edges[5] + edges[7]) / 4;
        return new Affine(u - ux * midX - uy * midY, ux, uy, v - vx * midX - vy * midY, vx, vy);
    }

    /** Brings x0, y0, x1, y1, ... through a map, in place. */
    static void apply(Affine map, double[] points) {
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i];
            points[i] = map.u(x, points[i + 1]);
            points[i + 1] = map.v(x, points[i + 1]);
        }
    }
}
