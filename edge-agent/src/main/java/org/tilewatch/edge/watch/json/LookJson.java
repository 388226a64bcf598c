package org.tilewatch.edge.watch.json;

import java.io.StringWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.report.alert.OutlineFit;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.Judgement.Seen;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The line that a look leaves behind in {@code replay} and {@code detect}, schema 1. Numbers are rounded, so that runs compare. */
public final class LookJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final double[] UNKNOWN = {Double.NaN, Double.NaN};

    private final boolean withTiming;
    private final Optional<String> model;
    private final char[] digits = new char[32];
    private final StringBuilderWriter written = new StringBuilderWriter();

    /** @param model checksum of the network that has a say, if any has */
    public LookJson(boolean withTiming, Optional<String> model) {
        this.withTiming = withTiming;
        this.model = model;
    }

    /** One line, without a line break. */
    public String line(String source, Judgement look, String profile) {
        written.text.setLength(0);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), written)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", 1);
            json.writeStringProperty("source", source);
            scene(json, look);
            verdict(json, look, profile);
            json.writeArrayPropertyStart("objects");
            for (Seen object : look.objects()) {
                object(json, object);
            }
            json.writeEndArray();
            if (withTiming) {
                timing(json, look.timing());
            }
            json.writeEndObject();
        }
        return written.text.toString();
    }

    /** Keeps its room from line to line. */
    private static final class StringBuilderWriter extends Writer {

        private final StringBuilder text = new StringBuilder(1 << 14);

        @Override
        public void write(char[] from, int at, int length) {
            text.append(from, at, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** The line of a file that is no look: refused, or a repetition. */
    public String unusable(String source, String site, String reason) {
        StringWriter out = new StringWriter(128);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", 1);
            json.writeStringProperty("source", source);
            json.writeStringProperty("site", site);
            json.writeStringProperty("verdict", "unusable");
            json.writeStringProperty("reason", reason);
            json.writeArrayPropertyStart("objects");
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }

    private void scene(JsonGenerator json, Judgement look) {
        json.writeStringProperty("site", look.site());
        json.writeStringProperty("acquired", look.scene().pass().acquired().toString());
        json.writeStringProperty("acquired_from", lower(look.scene().pass().acquiredFrom()));
        json.writeNumberProperty("bands", look.scene().bands());
        if (look.scene().georeference().isPresent()) {
            json.writeNumberProperty("epsg", look.scene().georeference().get().epsg());
        } else {
            json.writeNullProperty("epsg");
        }
        pair(json, "gsd_m", look.scene().gsdXMetres(), look.scene().gsdYMetres(), 4);
    }

    private void verdict(JsonGenerator json, Judgement look, String profile) {
        json.writeStringProperty("verdict", look.verdict());
        if (look.reason().isEmpty()) {
            json.writeNullProperty("reason");
        } else {
            json.writeStringProperty("reason", look.reason());
        }
        number(json, "score", look.score(), 4);
        number(json, "observed_fraction", look.observedFraction(), 3);
        pair(json, "shift_px", look.shiftX(), look.shiftY(), 2);
        number(json, "shift_trust", look.shiftTrust(), 3);
        json.writeNumberProperty("looks_so_far", look.looksSoFar());
        json.writeNumberProperty("looks_needed", look.looksNeeded());
        json.writeStringProperty("profile", profile);
        model(json);
    }

    void model(JsonGenerator json) {
        if (model.isPresent()) {
            json.writeStringProperty("model", model.get());
        } else {
            json.writeNullProperty("model");
        }
    }

    private void object(JsonGenerator json, Seen object) {
        json.writeStartObject();
        json.writeStringProperty("id", object.event().id());
        json.writeStringProperty("status", lower(object.event().status()));
        json.writeBooleanProperty("alert", object.alert());
        number(json, "score", object.event().score(), 6);
        json.writeStringProperty("polarity", lower(object.event().polarity()));
        json.writeStringProperty("kind", lower(object.event().kind()));
        number(json, "area_m2", object.event().areaSquareMetres(), 1);
        details(json, object.event().details());
        json.writeStringProperty("first_seen", object.event().firstSeen().toString());
        json.writeStringProperty("last_seen", object.event().lastSeen().toString());
        json.writeNumberProperty("looks_seen", object.event().looksSeen());
        json.writeNumberProperty("clear_looks_before", object.event().details().clearLooksBefore());
        json.writeStringProperty("tile", object.event().tile());
        json.writeName("pixels");
        ring(json, object.pixels(), 1, false);
        centroid(json, object.geometry());
        geometry(json, object.geometry());
        explain(json, object.explain());
        json.writeEndObject();
    }

    void centroid(JsonGenerator json, Optional<Outline> lonLat) {
        double[] centre = lonLat.map(Outline::centroid).orElse(UNKNOWN);
        pair(json, "centroid", Longitudes.near(centre[0], 0), centre[1], 7);
    }

    void details(JsonGenerator json, Details details) {
        Details.Measures measures = details.measures();
        number(json, "area_error", measures.areaErrorFraction(), 3);
        number(json, "length_m", measures.lengthMetres(), 1);
        number(json, "width_m", measures.widthMetres(), 1);
        number(json, "orientation_deg", measures.orientationDegrees(), 1);
        if (details.zone().isEmpty()) {
            json.writeNullProperty("zone");
        } else {
            json.writeStringProperty("zone", details.zone());
        }
        if (details.compared().isEmpty()) {
            json.writeNullProperty("reference");
            return;
        }
        json.writeObjectPropertyStart("reference");
        json.writeStringProperty("name", details.compared().get().structure());
        number(json, "fraction", details.compared().get().fraction(), 3);
        number(json, "error", details.compared().get().errorFraction(), 3);
        json.writeEndObject();
    }

    void explain(JsonGenerator json, Map<String, Double> parts) {
        json.writeObjectPropertyStart("explain");
        for (Map.Entry<String, Double> part : parts.entrySet()) {
            number(json, part.getKey(), part.getValue(), 3);
        }
        json.writeEndObject();
    }

    void geometry(JsonGenerator json, Optional<Outline> outline) {
        if (outline.isEmpty()) {
            json.writeNullProperty("geometry");
            return;
        }
        if (OutlineFit.needsCut(outline.get())) {
            json.writeName("geometry");
            json.writeRawValue(new OutlineFit(outline.get()).geometry().toString());
            return;
        }
        json.writeObjectPropertyStart("geometry");
        json.writeStringProperty("type", "Polygon");
        json.writeArrayPropertyStart("coordinates");
        for (double[] ring : outline.get().rings()) {
            ring(json, ring, 7, true);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void ring(JsonGenerator json, double[] ring, int decimals, boolean closed) {
        json.writeStartArray();
        for (int i = 0; i < ring.length + (closed ? 2 : 0); i += 2) {
            json.writeStartArray();
            rounded(json, ring[i % ring.length], decimals);
            rounded(json, ring[i % ring.length + 1], decimals);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    void timing(JsonGenerator json, Judgement.Timing timing) {
        json.writeObjectPropertyStart("timing_ms");
        number(json, "decode", timing.decode() / 1e6, 2);
        number(json, "register", timing.register() / 1e6, 2);
        number(json, "detect", timing.detect() / 1e6, 2);
        number(json, "total", timing.total() / 1e6, 2);
        json.writeEndObject();
    }

    void pair(JsonGenerator json, String name, double x, double y, int decimals) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            json.writeNullProperty(name);
            return;
        }
        json.writeArrayPropertyStart(name);
        rounded(json, x, decimals);
        rounded(json, y, decimals);
        json.writeEndArray();
    }

    void number(JsonGenerator json, String name, double value, int decimals) {
        if (Double.isNaN(value)) {
            json.writeNullProperty(name);
        } else {
            json.writeName(name);
            rounded(json, value, decimals);
        }
    }

    /** Plain decimal notation without trailing zeros; by hand and without garbage, for each corner of each outline comes by here. */
    private void rounded(JsonGenerator json, double value, int decimals) {
        long unit = 1;
        for (int i = 0; i < decimals; i++) {
            unit *= 10;
        }
        long rest = Math.round(Math.abs(value) * unit);
        boolean negative = value < 0 && rest > 0;
        int at = digits.length;
        boolean begun = false;
        for (int i = 0; i < decimals; i++, rest /= 10) {
            begun |= rest % 10 != 0;
            if (begun) {
                digits[--at] = (char) ('0' + rest % 10);
            }
        }
        if (begun) {
            digits[--at] = '.';
        }
        do {
            digits[--at] = (char) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (negative) {
            digits[--at] = '-';
        }
        json.writeRawValue(digits, at, digits.length - at);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
