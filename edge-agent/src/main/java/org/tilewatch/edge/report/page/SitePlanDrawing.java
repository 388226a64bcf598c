package org.tilewatch.edge.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

/** Where the events lie on their site: zones, reference structures and outlines, north up. */
final class SitePlanDrawing {

    private static final double METRES_PER_DEGREE = 111_320;
    private static final int WIDTH = 960;
    private static final int MOST_HEIGHT = 620;
    private static final int MARGIN = 26;

    private final double west;
    private final double north;
    private final double metresPerLongitude;
    private final double scale;
    private final int height;

    private SitePlanDrawing(double[] box) {
        metresPerLongitude = METRES_PER_DEGREE * Math.cos(Math.toRadians((box[1] + box[3]) / 2));
        double wide = Math.max(20, (box[2] - box[0]) * metresPerLongitude);
        double high = Math.max(20, (box[3] - box[1]) * METRES_PER_DEGREE);
        scale = Math.min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high);
        height = (int) Math.ceil(high * scale) + 2 * MARGIN;
        west = (box[0] + box[2]) / 2 - WIDTH / (2 * scale * metresPerLongitude);
        north = box[3] + MARGIN / (scale * METRES_PER_DEGREE);
    }

    /** Appends the section; nothing where no event has a place. */
    static void append(SiteRecord site, StringBuilder page) {
        List<Outline> all = new ArrayList<>();
        site.published().forEach(each -> each.outline().ifPresent(all::add));
        if (all.isEmpty()) {
            return;
        }
        site.watched().ifPresent(watched -> all.addAll(watched.outlines()));
        SitePlanDrawing plan = new SitePlanDrawing(box(all));
        page.append("<section>\n<h2>Where</h2>\n<div class=\"wide\"><svg class=\"plan\" viewBox=\"0 0 ")
                .append(WIDTH);
        page.append(' ').append(plan.height).append("\" role=\"img\" aria-label=\"Plan of the site, north up\">\n");
        site.watched().ifPresent(watched -> plan.zones(watched, page));
        plan.events(site.published(), page);
        plan.bar(page);
        page.append("</svg></div>\n</section>\n");
    }

    private void zones(WatchedSite watched, StringBuilder page) {
        watched.outlines().forEach(each -> path("site", each, page));
        for (Zone zone : watched.zones()) {
            zone.outlines().forEach(each -> path("zone", each, page));
            double[] ring = zone.outlines().getFirst().outer();
            double left = Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            for (int i = 0; i < ring.length; i += 2) {
                left = Math.min(left, x(ring[i]));
                top = Math.min(top, y(ring[i + 1]));
            }
            page.append("<text class=\"zone\" x=\"")
                    .append(Html.at(left + 5))
                    .append("\" y=\"")
                    .append(Html.at(top + 14));
            page.append("\">").append(Html.escaped(zone.name())).append("</text>\n");
        }
        watched.structures().forEach(each -> each.outlines().forEach(outline -> path("reference", outline, page)));
    }

    private void events(List<EventRecord> events, StringBuilder page) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).outline().isPresent()) {
                Outline outline = events.get(i).outline().get();
                String kind = "kind-" + Topics.lower(events.get(i).event().kind());
                page.append("<a href=\"#event-").append(i + 1).append("\">");
                path("event " + kind, outline, page);
                page.append(String.format(
                        Locale.ROOT,
                        "<text class=\"number\" x=\"%s\" y=\"%s\">%d</text></a>%n",
                        Html.at(right(outline) + 5),
                        Html.at(y(outline.outer()[1]) + 4),
                        i + 1));
            }
        }
    }

    private double right(Outline outline) {
        double right = 0;
        for (int i = 0; i < outline.outer().length; i += 2) {
            right = Math.max(right, x(outline.outer()[i]));
        }
        return Math.min(right, WIDTH - 24);
    }

    private void bar(StringBuilder page) {
        double metres = PictureOverlay.niceLength(WIDTH / scale / 5);
        page.append(String.format(
                Locale.ROOT,
                "<g class=\"bar\"><path d=\"M%d %dh%s\"/><text x=\"%d\" y=\"%d\">%,.0f m</text></g>%n",
                MARGIN,
                height - 12,
                Html.at(metres * scale),
                MARGIN,
                height - 19,
                metres));
    }

    private void path(String style, Outline outline, StringBuilder page) {
        page.append("<path class=\"").append(style).append("\" fill-rule=\"evenodd\" d=\"");
        for (double[] ring : outline.rings()) {
            for (int i = 0; i < ring.length; i += 2) {
                page.append(i == 0 ? "M" : "L")
                        .append(Html.at(x(ring[i])))
                        .append(' ')
                        .append(Html.at(y(ring[i + 1])));
            }
            page.append('Z');
        }
        page.append("\"/>");
    }

    private double x(double longitude) {
        return (Longitudes.near(longitude, west) - west) * metresPerLongitude * scale;
    }

    private double y(double latitude) {
        return (north - latitude) * METRES_PER_DEGREE * scale;
    }

    private static double[] box(List<Outline> outlines) {
        double reference = outlines.getFirst().outer()[0];
        double[] box = {Double.MAX_VALUE, 90, -Double.MAX_VALUE, -90};
        for (Outline outline : outlines) {
            for (int i = 0; i < outline.outer().length; i += 2) {
                double longitude = Longitudes.near(outline.outer()[i], reference);
                box[0] = Math.min(box[0], longitude);
                box[1] = Math.min(box[1], outline.outer()[i + 1]);
                box[2] = Math.max(box[2], longitude);
                box[3] = Math.max(box[3], outline.outer()[i + 1]);
            }
        }
        return box;
    }
}
