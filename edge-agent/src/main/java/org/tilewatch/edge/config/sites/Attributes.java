package org.tilewatch.edge.config.sites;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.tilewatch.edge.config.document.NearName;
import tools.jackson.databind.JsonNode;

/** The properties of one Feature; null counts as not given, as GIS programs write it. */
final class Attributes {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

    private final String path;
    private final JsonNode feature;
    private final JsonNode properties;
    private final Findings findings;

    /** @param path of the Feature in the document */
    Attributes(String path, JsonNode feature, Findings findings) {
        this.path = path;
        this.feature = feature;
        this.properties = feature.path("properties");
        this.findings = findings;
    }

    /** Tells keys that nearly are one of those that mean something; others are left to other programs. */
    void warnOfMistyped(List<String> known) {
        for (String key : properties.propertyNames()) {
            if (!known.contains(key) && key.length() > 3) {
                NearName.of(key, known)
                        .filter(meant -> Math.abs(meant.length() - key.length()) <= 1)
                        .ifPresent(meant -> findings.add(at(key), "is no known key; did you mean '" + meant + "'?"));
            }
        }
    }

    String at(String key) {
        return path + ".properties." + key;
    }

    private JsonNode value(String key) {
        return properties.path(key);
    }

    private boolean given(String key) {
        return !value(key).isMissingNode() && !value(key).isNull();
    }

    /** {@code properties.name}, else {@code properties.id}, else the Feature's {@code id}. */
    String name() {
        String name = value("name").asString("");
        if (name.isEmpty()) {
            name = value("id").asString("");
        }
        if (name.isEmpty()) {
            name = feature.path("id").asString("");
        }
        if (!NAME.matcher(name).matches()) {
            findings.add(
                    at("name"),
                    "'" + name
                            + "' does not fit; allowed: 1 to 64 letters, digits, spaces, '.', '_' and '-', a letter or"
                            + " digit first");
        }
        return name;
    }

    /** Empty where it is not given. */
    String text(String key) {
        if (given(key) && !value(key).isString()) {
            findings.add(at(key), "is " + value(key) + "; allowed: a text");
        }
        return value(key).asString("");
    }

    boolean flag(String key) {
        if (given(key) && !value(key).isBoolean()) {
            findings.add(at(key), "is " + value(key) + "; allowed: true, false");
        }
        return value(key).asBoolean(false);
    }

    OptionalDouble number(String key, double least, double most, String unit) {
        if (!given(key)) {
            return OptionalDouble.empty();
        }
        double number = value(key).isNumber() ? value(key).asDouble() : Double.NaN;
        if (!(number >= least && number <= most)) {
            findings.add(
                    at(key), "is %s; allowed: %s from %s to %s".formatted(value(key), unit, shown(least), shown(most)));
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    int whole(String key, int most) {
        OptionalDouble number = number(key, 0, most, "a whole number");
        if (number.isPresent() && number.getAsDouble() != Math.rint(number.getAsDouble())) {
            findings.add(at(key), "is %s; allowed: a whole number from 0 to %d".formatted(value(key), most));
        }
        return (int) number.orElse(0);
    }

    /** One of a few words; empty, and told, if it is none of them. */
    Optional<String> choice(String key, List<String> allowed) {
        String written = text(key);
        if (allowed.contains(written)) {
            return Optional.of(written);
        }
        String meant = NearName.of(written, allowed)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        findings.add(at(key), "is '" + written + "'; allowed: " + String.join(", ", allowed) + meant);
        return Optional.empty();
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
