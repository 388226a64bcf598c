package org.tilewatch.edge.report.page;

import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.ToldAlert;
import org.tilewatch.edge.report.record.ToldAlert.PictureFrame;

/**
 * What is drawn over an event's pictures, in their pixels.
 *
 * @param path of the event's outline, as SVG has it; empty if its place on the pictures is not known
 * @param metresPerPixel NaN if not known
 */
record PictureOverlay(int width, int height, String path, double metresPerPixel) {

    /** Empty where the alert does not tell where its pictures lie. */
    static Optional<PictureOverlay> of(EventRecord event, SiteRecord site) {
        Optional<PictureFrame> frame = event.pictured().flatMap(ToldAlert::frame);
        if (frame.isEmpty() || !site.georeferenced()) {
            return Optional.empty();
        }
        PictureFrame picture = frame.get();
        Affine gridToMap =
                site.grid().orElseThrow().georeference().orElseThrow().toMap();
        Affine gridToPicture = gridToMap.then(picture.toMap().toMap().inverse());
        double gsd = site.grid().orElseThrow().gsdXMetres();
        double pixelsOfGrid = Math.hypot(gridToPicture.ux(), gridToPicture.vx());
        StringBuilder path = new StringBuilder();
        for (double[] ring : event.event().outline().rings()) {
            for (int i = 0; i < ring.length; i += 2) {
                path.append(i == 0 ? "M" : "L")
                        .append(Html.at(gridToPicture.u(ring[i], ring[i + 1])))
                        .append(' ')
                        .append(Html.at(gridToPicture.v(ring[i], ring[i + 1])));
            }
            path.append('Z');
        }
        return Optional.of(new PictureOverlay(picture.width(), picture.height(), path.toString(), gsd / pixelsOfGrid));
    }

    /** Length of the scale bar: the largest of 1, 2, 5, 10, ... metres that takes at most a third of the width. */
    double barMetres() {
        double most = width * metresPerPixel / 3;
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        double step = most / decade;
        return decade * (step >= 5 ? 5 : step >= 2 ? 2 : 1);
    }
}
