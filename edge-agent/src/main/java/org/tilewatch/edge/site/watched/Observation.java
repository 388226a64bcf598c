package org.tilewatch.edge.site.watched;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.watched.Coverage.Seen;

/** Counts what one look sees of a site and its zones, block by block, at points that are spread evenly over them. */
public final class Observation {

    private final List<SitePlan.Plot> plots;
    private final int[] seen;

    public Observation(SitePlan plan) {
        plots = plan.plots();
        seen = new int[plots.size()];
    }

    /**
     * Adds a block.
     *
     * @param core the part of the window that belongs to this block alone
     * @param window that {@code clear} covers
     * @param clear 0 where the look did not see the ground, row by row
     */
    public void add(Window core, Window window, MemorySegment clear) {
        for (int i = 0; i < seen.length; i++) {
            SitePlan.Plot plot = plots.get(i);
            for (int k = 0; k < plot.xs().length; k++) {
                int x = plot.xs()[k];
                int y = plot.ys()[k];
                if (x >= core.x() && x < core.right() && y >= core.y() && y < core.bottom()) {
                    long at = (long) (y - window.y()) * window.width() + x - window.x();
                    seen[i] += clear.get(ValueLayout.JAVA_BYTE, at) == 0 ? 0 : 1;
                }
            }
        }
    }

    /**
     * What was seen of the site and of each zone.
     *
     * @param ofLook share of the look that was clear: stands for the site where no sites file outlines it
     */
    public List<Seen> shares(double ofLook) {
        if (plots.isEmpty()) {
            return List.of(new Seen("", ofLook));
        }
        List<Seen> shares = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            SitePlan.Plot plot = plots.get(i);
            shares.add(new Seen(plot.zone(), seen[i] / (double) Math.max(1, plot.xs().length)));
        }
        return shares;
    }
}
