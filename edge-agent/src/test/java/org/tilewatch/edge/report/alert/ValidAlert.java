package org.tilewatch.edge.report.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tilewatch.edge.report.Report;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds alerts against the published schema, and against what no schema can say. */
public final class ValidAlert {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Schema SCHEMA = schema();

    private ValidAlert() {}

    private static Schema schema() {
        try {
            JsonNode published = JSON.readTree(Files.readString(Path.of("../deploy/alert.schema.json")));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(published);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The alert as JSON, once it has passed. */
    public static JsonNode of(byte[] alert) {
        assertThat(alert.length).isLessThanOrEqualTo(AlertCodec.MOST_BYTES);
        JsonNode item = JSON.readTree(alert);
        assertThat(SCHEMA.validate(item))
                .as(new String(alert, StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(Integrity.intact(alert)).isTrue();
        return item;
    }

    /** The same of a report's alert, which names the report's chips. */
    public static JsonNode of(Report report) {
        JsonNode item = of(report.alert().payload());
        assertThat(item.path("assets").size()).isEqualTo(report.chips().size());
        return item;
    }

    static boolean passes(JsonNode item) {
        return SCHEMA.validate(item).isEmpty();
    }
}
