package org.tilewatch.edge.report.page;

import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.record.ToldAlert;
import org.tilewatch.edge.report.record.ToldAlert.PictureFrame;
import org.tilewatch.edge.site.Outline;

/**
 * What is drawn over an alert's pictures, in their pixels.
 *
 * @param path of the outline that the alert told, as SVG has it; empty if it told none
 * @param metresPerPixel along x
 */
record PictureOverlay(int width, int height, String path, double metresPerPixel) {

    /** Empty where the alert does not tell where its pictures lie. */
    static Optional<PictureOverlay> of(ToldAlert alert, Projections projections) {
        return alert.frame()
                .flatMap(frame ->
                        projections.of(frame.toMap().epsg()).map(projection -> of(alert.outline(), frame, projection)));
    }

    private static PictureOverlay of(Optional<Outline> outline, PictureFrame frame, Projection projection) {
        Affine pictureToMap = frame.toMap().toMap();
        double[] middle = {pictureToMap.u(frame.width(), frame.height()), pictureToMap.v(frame.width(), frame.height())
        };
        projection.toLonLat(middle);
        return new PictureOverlay(
                frame.width(),
                frame.height(),
                outline.map(each -> path(each, pictureToMap.inverse(), projection))
                        .orElse(""),
                projection.gsdXMetres(pictureToMap, middle[1]));
    }

    private static String path(Outline lonLat, Affine mapToPicture, Projection projection) {
        StringBuilder path = new StringBuilder();
        for (double[] ring : lonLat.rings()) {
            double[] points = ring.clone();
            projection.toMapNear(points, mapToPicture.inverse().u0());
            for (int i = 0; i < points.length; i += 2) {
                path.append(i == 0 ? "M" : "L")
                        .append(Html.at(mapToPicture.u(points[i], points[i + 1])))
                        .append(' ')
                        .append(Html.at(mapToPicture.v(points[i], points[i + 1])));
            }
            path.append('Z');
        }
        return path.toString();
    }

    /** Length of the scale bar: the largest of 1, 2, 5, 10, ... metres that takes at most a third of the width. */
    double barMetres() {
        return niceLength(width * metresPerPixel / 3);
    }

    /** The largest of 1, 2, 5, 10, ... that is at most so long. */
    static double niceLength(double most) {
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        double step = most / decade;
        return decade * (step >= 5 ? 5 : step >= 2 ? 2 : 1);
    }
}
