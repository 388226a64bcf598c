package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.config.document.Written;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON Schema says what the table of keys says. */
final class ConfigSchemaTest {

    private static final String RESOURCE = "tilewatch-config.schema.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** On a difference the right text is left in the target folder, to be copied over the resource. */
    @Test
    void publishedSchemaEqualsTheTableOfKeys() throws IOException {
        String derived = JSON.writeValueAsString(schema()).replace("\r\n", "\n") + "\n";
        Files.writeString(Path.of("target", RESOURCE), derived);

        try (InputStream published = Config.class.getResourceAsStream(RESOURCE)) {
            assertThat(published).isNotNull();
            assertThat(new String(published.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(derived);
        }
    }

    @Test
    void everyDefaultIsAllowedByItsOwnKey() {
        assertThat(Keys.ALL)
                .allSatisfy(key -> key.fallback()
                        .ifPresent(
                                written -> assertThat(key.type().read(written)).isPresent()));
    }

    @Test
    void everyKeyStandsInAKnownSection() {
        assertThat(Keys.ALL)
                .allSatisfy(key -> assertThat(key.section().isEmpty() || Keys.SECTIONS.containsKey(key.section()))
                        .isTrue());
        assertThat(Keys.ALL).extracting(Key::path).doesNotHaveDuplicates();
    }

    private static Map<String, Object> schema() {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        top.put("title", "Configuration of a Tilewatch station");
        top.putAll(object(""));
        return top;
    }

    private static Map<String, Object> object(String section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            if (section.isEmpty() && !key.section().isEmpty() && !properties.containsKey(key.section())) {
                properties.put(key.section(), object(key.section()));
                if (Keys.SECTIONS.getOrDefault(key.section(), false)) {
                    required.add(key.section());
                }
            } else if (key.section().equals(section)) {
                properties.put(key.name(), property(key));
                if (key.required()) {
                    required.add(key.name());
                }
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("additionalProperties", false);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("properties", properties);
        return object;
    }

    private static Map<String, Object> property(Key<?> key) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.about());
        property.putAll(sorted(key.type().schema()));
        key.fallback().flatMap(ConfigSchemaTest::json).ifPresent(value -> property.put("default", value));
        return property;
    }

    private static Optional<Object> json(Written written) {
        return switch (written.form()) {
            case TEXT -> Optional.of(written.text());
            case NUMBER, TRUTH -> Optional.of(JSON.readTree(written.text()));
            case LIST -> Optional.of(written.items().stream().map(Written::text).toList());
            case NOTHING, SECTION -> Optional.empty();
        };
    }

    /** Maps made by {@code Map.of} have no order of their own. */
    private static Map<String, Object> sorted(Map<String, Object> schema) {
        Map<String, Object> sorted = new TreeMap<>();
        schema.forEach((key, value) -> sorted.put(
                key,
                switch (value) {
                    case Map<?, ?> map -> new TreeMap<Object, Object>(map);
                    case List<?> list ->
                        list.stream()
                                .map(item -> item instanceof Map<?, ?> map ? new TreeMap<Object, Object>(map) : item)
                                .toList();
                    default -> value;
                }));
        return sorted;
    }
}
