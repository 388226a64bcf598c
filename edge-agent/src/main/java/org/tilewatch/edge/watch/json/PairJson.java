package org.tilewatch.edge.watch.json;

import java.io.StringWriter;
import java.util.Optional;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.watch.pair.PairJudgement;
import org.tilewatch.edge.watch.pair.PairJudgement.Found;
import org.tilewatch.edge.watch.pair.PairJudgement.PixelAnswer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The line that a pair leaves behind in {@code detect}: a look of {@code replay} without what only a history knows. */
public final class PairJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final LookJson looks;
    private final boolean withTiming;
    private final String profile;

    /** @param model checksum of the network that has a say, if any has */
    public PairJson(boolean withTiming, String profile, Optional<String> model) {
        looks = new LookJson(true, model);
        this.withTiming = withTiming;
        this.profile = profile;
    }

    /**
     * One line, without a line break.
     *
     * @param before the earlier picture as it was named to the program
     * @param source the later one likewise
     */
    public String line(String before, String source, PairJudgement pair) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", 1);
            json.writeStringProperty("name", pair.pair().name());
            json.writeStringProperty("source", source);
            json.writeStringProperty("before", before);
            json.writeNullProperty("site");
            pair.after().ifPresent(scene -> scene(json, scene));
            verdict(json, pair);
            json.writeArrayPropertyStart("objects");
            for (Found object : pair.objects()) {
                object(json, object, pair.areaKnown());
            }
            json.writeEndArray();
            pair.answer().ifPresent(answer -> answer(json, answer));
            if (withTiming) {
                looks.timing(json, pair.timing());
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    private void scene(JsonGenerator json, Scene scene) {
        boolean timed = scene.pass().acquiredFrom() != AcquiredFrom.ARRIVAL;
        text(json, "acquired", timed ? scene.pass().acquired().toString() : "");
        text(json, "acquired_from", timed ? LookJson.lower(scene.pass().acquiredFrom()) : "");
        json.writeNumberProperty("bands", scene.bands());
        if (scene.georeference().isPresent()) {
            json.writeNumberProperty("epsg", scene.georeference().get().epsg());
        } else {
            json.writeNullProperty("epsg");
        }
        looks.pair(json, "gsd_m", scene.gsdXMetres(), scene.gsdYMetres(), 4);
    }

    private void verdict(JsonGenerator json, PairJudgement pair) {
        json.writeStringProperty("verdict", pair.verdict());
        text(json, "reason", pair.reason());
        if (!pair.detail().isEmpty()) {
            json.writeStringProperty("detail", pair.detail());
        }
        looks.number(json, "score", pair.score(), 4);
        looks.number(json, "observed_fraction", pair.observedFraction(), 3);
        looks.pair(json, "shift_px", pair.shiftX(), pair.shiftY(), 2);
        looks.number(json, "shift_trust", pair.shiftTrust(), 3);
        json.writeStringProperty("profile", profile);
        looks.model(json);
    }

    private void object(JsonGenerator json, Found object, boolean areaKnown) {
        var event = object.seen().event();
        json.writeStartObject();
        json.writeStringProperty("id", event.id());
        json.writeStringProperty("status", LookJson.lower(event.status()));
        json.writeBooleanProperty("alert", object.seen().alert());
        looks.number(json, "score", event.score(), 6);
        json.writeStringProperty("polarity", LookJson.lower(event.polarity()));
        json.writeStringProperty("kind", LookJson.lower(event.kind()));
        looks.number(json, "area_m2", areaKnown ? event.areaSquareMetres() : Double.NaN, 1);
        looks.details(json, event.details());
        json.writeStringProperty("tile", event.tile());
        json.writeName("pixels");
        looks.ring(json, object.seen().pixels(), 1, false);
        json.writeName("pixels_before");
        looks.ring(json, object.before(), 1, false);
        looks.centroid(json, object.seen().geometry());
        looks.geometry(json, object.seen().geometry());
        looks.explain(json, object.seen().explain());
        json.writeEndObject();
    }

    private void answer(JsonGenerator json, PixelAnswer answer) {
        json.writeObjectPropertyStart("explain_pixel");
        json.writeArrayPropertyStart("pixel");
        json.writeNumber(answer.pixel().x());
        json.writeNumber(answer.pixel().y());
        json.writeEndArray();
        json.writeBooleanProperty("flagged", answer.flagged());
        json.writeStringProperty("because", answer.because());
        json.writeStringProperty("sentence", answer.sentence());
        looks.number(json, "magnitude", answer.magnitude(), 3);
        looks.number(json, "level", answer.level(), 3);
        text(json, "object", answer.object());
        looks.number(json, "score", answer.score(), 6);
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) {
        if (value.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
