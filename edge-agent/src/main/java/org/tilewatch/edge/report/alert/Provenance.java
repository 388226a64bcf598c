package org.tilewatch.edge.report.alert;

import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.report.alert.Origin.Image;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an alert was made from, in the alert: the program, the images, their terms of use, and where the chips lie. */
final class Provenance {

    private static final String DETECTOR = "tilewatch history 3";

    private static final String FILE_EXTENSION = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
    private static final String PROJECTION_EXTENSION =
            "https://stac-extensions.github.io/projection/v2.0.0/schema.json";

    private Provenance() {}

    static void extensions(ArrayNode extensions, Origin origin) {
        extensions.add(FILE_EXTENSION);
        if (origin.frame().isPresent()) {
            extensions.add(PROJECTION_EXTENSION);
        }
    }

    static void put(ObjectNode properties, Origin origin) {
        properties.put(AlertCodec.OWN + "detector", DETECTOR);
        if (!origin.terms().isEmpty()) {
            properties.put(AlertCodec.OWN + "terms", origin.terms());
        }
        origin.frame().ifPresent(frame -> {
            properties.put("proj:code", "EPSG:" + frame.place().epsg());
            properties.putArray("proj:shape").add(frame.height()).add(frame.width());
            Affine map = frame.place().toMap();
            properties
                    .putArray("proj:transform")
                    .add(map.ux())
                    .add(map.uy())
                    .add(map.u0())
                    .add(map.vx())
                    .add(map.vy())
                    .add(map.v0());
        });
    }

    /** The images as links: first the look, then the latest earlier one. */
    static void link(ArrayNode links, AlertContent content) {
        link(links, content, content.origin().after());
        link(links, content, content.origin().before());
    }

    private static void link(ArrayNode links, AlertContent content, Optional<Image> image) {
        image.ifPresent(each -> links.addObject()
                .put("rel", "derived_from")
                .put("href", content.url("/image/" + each.sha256()))
                .put("title", each.name())
                .put(AlertCodec.OWN + "acquired", each.acquired().toString())
                .put(AlertCodec.OWN + "sha256", each.sha256()));
    }
}
