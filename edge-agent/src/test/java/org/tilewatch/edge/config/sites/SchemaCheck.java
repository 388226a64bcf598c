package org.tilewatch.edge.config.sites;

import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema 2020-12 as our own schema uses; a keyword that is not known fails. */
final class SchemaCheck {

    private final JsonNode root;

    SchemaCheck(JsonNode root) {
        this.root = root;
    }

    boolean valid(JsonNode value) {
        return holds(root, value);
    }

    private boolean holds(JsonNode schema, JsonNode value) {
        for (Map.Entry<String, JsonNode> rule : schema.properties()) {
            if (!holds(schema, rule.getKey(), rule.getValue(), value)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(JsonNode schema, String keyword, JsonNode rule, JsonNode value) {
        return switch (keyword) {
            case "$schema", "$defs", "title", "description", "then" -> true;
            case "$ref" -> holds(root.at(rule.asString().substring(1)), value);
            case "type" ->
                rule.isArray()
                        ? rule.valueStream().anyMatch(each -> typed(each.asString(), value))
                        : typed(rule.asString(), value);
            case "const" -> rule.equals(value);
            case "enum" -> rule.valueStream().anyMatch(value::equals);
            case "pattern" ->
                !value.isString()
                        || Pattern.compile(rule.asString())
                                .matcher(value.asString())
                                .find();
            case "minimum" -> !value.isNumber() || value.asDouble() >= rule.asDouble();
            case "maximum" -> !value.isNumber() || value.asDouble() <= rule.asDouble();
            case "minItems" -> !value.isArray() || value.size() >= rule.asInt();
            case "maxItems" -> !value.isArray() || value.size() <= rule.asInt();
            case "required" -> !value.isObject() || rule.valueStream().allMatch(each -> value.has(each.asString()));
            case "properties" ->
                rule.properties().stream()
                        .allMatch(
                                each -> !value.has(each.getKey()) || holds(each.getValue(), value.get(each.getKey())));
            case "additionalProperties" ->
                value.propertyNames().stream()
                        .allMatch(each -> schema.path("properties").has(each));
            case "items" -> !value.isArray() || value.valueStream().allMatch(each -> holds(rule, each));
            case "prefixItems" -> prefix(rule, value);
            case "allOf" -> rule.valueStream().allMatch(each -> holds(each, value));
            case "oneOf" ->
                rule.valueStream().filter(each -> holds(each, value)).count() == 1;
            case "if" -> !holds(rule, value) || holds(schema.path("then"), value);
            default -> throw new IllegalStateException("unknown keyword " + keyword);
        };
    }

    private boolean prefix(JsonNode rule, JsonNode value) {
        for (int i = 0; i < Math.min(rule.size(), value.size()); i++) {
            if (!holds(rule.get(i), value.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean typed(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }
}
