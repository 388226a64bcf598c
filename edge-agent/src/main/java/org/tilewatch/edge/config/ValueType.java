package org.tilewatch.edge.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tilewatch.edge.config.document.Written;
import org.tilewatch.edge.config.document.Written.Form;

/**
 * How values of one kind are written: one place for reading them, telling people what is allowed, and the JSON Schema.
 *
 * @param allowed completes the sentence 'allowed: ...'
 * @param schema keywords of JSON Schema
 * @param reading the value, or empty where it is not allowed
 */
record ValueType<T>(String allowed, Map<String, Object> schema, Function<Written, Optional<T>> reading) {

    private static final String DURATION = "^(0|[1-9][0-9]{0,6})(ms|s|m|h|d)$";
    private static final String SIZE = "^([0-9]{1,6}(?:\\.[0-9]{1,3})?) ?(B|KiB|MiB|GiB|TiB)$";
    private static final List<String> SIZE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    /** The value, or empty where it is not allowed. */
    Optional<T> read(Written written) {
        return reading.apply(written);
    }

    static ValueType<String> text(String pattern, String allowed) {
        Pattern compiled = Pattern.compile(pattern);
        return ofText(
                allowed,
                Map.of("pattern", pattern),
                text -> Optional.of(text).filter(t -> compiled.matcher(t).find()));
    }

    static ValueType<Path> path(String allowed) {
        return ofText(allowed, Map.of("minLength", 1), text -> {
            try {
                return Optional.of(text).filter(t -> !t.isBlank()).map(Path::of);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    /** One of the constants of {@code type}, in small letters. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        List<String> names = names(type);
        return ofText(String.join(", ", names), Map.of("enum", names), text -> constant(type, text));
    }

    /** A list of constants of {@code type}, each at most once. */
    static <E extends Enum<E>> ValueType<List<E>> choices(Class<E> type) {
        List<String> names = names(type);
        Map<String, Object> schema =
                Map.of("type", "array", "uniqueItems", true, "items", Map.of("type", "string", "enum", names));
        return new ValueType<>("a list of " + String.join(", ", names) + ", each at most once", schema, written -> {
            List<E> found = new ArrayList<>();
            for (Written item : written.items()) {
                if (item.form() == Form.TEXT) {
                    constant(type, item.text()).ifPresent(found::add);
                }
            }
            boolean all = written.form() == Form.LIST
                    && found.size() == written.items().size();
            return all && new HashSet<>(found).size() == found.size()
                    ? Optional.of(List.copyOf(found))
                    : Optional.empty();
        });
    }

    static ValueType<Integer> whole(int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        Map<String, Object> schema = Map.of("type", "integer", "minimum", least, "maximum", most);
        return new ValueType<>(
                allowed,
                schema,
                written -> number(written)
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .filter(number -> within(number, least, most))
                        .map(BigDecimal::intValueExact));
    }

    /** A line of a GPIO chip: its number, or the name that the board gives it; read as the text that says either. */
    static ValueType<String> line() {
        ValueType<Integer> number = whole(0, 511);
        ValueType<String> name = text("^[A-Za-z][A-Za-z0-9_.+/-]{0,30}$", "a name such as GPIO17");
        Map<String, Object> schema = new HashMap<>(number.schema);
        schema.put("type", List.of("integer", "string"));
        schema.putAll(name.schema);
        return new ValueType<>(
                number.allowed + ", or " + name.allowed,
                schema,
                written -> number.read(written).map(Object::toString).or(() -> name.read(written)));
    }

    static ValueType<Double> number(double least, double most) {
        String allowed = "a number from " + plain(least) + " to " + plain(most);
        Map<String, Object> schema = Map.of("type", "number", "minimum", least, "maximum", most);
        return new ValueType<>(
                allowed,
                schema,
                written -> number(written)
                        .filter(number -> within(number, least, most))
                        .map(BigDecimal::doubleValue));
    }

    static ValueType<Boolean> truth() {
        return new ValueType<>(
                "true or false",
                Map.of("type", "boolean"),
                written -> Optional.of(written)
                        .filter(w -> w.form() == Form.TRUTH)
                        .map(w -> w.text().equals("true")));
    }

    /** Longitude and latitude in degrees. */
    static ValueType<Config.Location> location() {
        Map<String, Object> schema = Map.of(
                "type",
                "array",
                "prefixItems",
                List.of(number(-180, 180).schema, number(-90, 90).schema),
                "minItems",
                2,
                "maxItems",
                2);
        return new ValueType<>(
                "[longitude, latitude] in degrees, -180 to 180 and -90 to 90", schema, ValueType::readLocation);
    }

    static ValueType<Duration> duration(Duration least, Duration most) {
        Pattern pattern = Pattern.compile(DURATION);
        String allowed =
                "a duration from %s to %s, such as 500ms, 30s, 2m, 12h or 90d".formatted(told(least), told(most));
        return ofText(
                allowed,
                Map.of("pattern", DURATION),
                text -> Optional.of(pattern.matcher(text))
                        .filter(Matcher::matches)
                        .map(ValueType::durationOf)
                        .filter(found -> found.compareTo(least) >= 0 && found.compareTo(most) <= 0));
    }

    /** Bytes, at least {@code least}. */
    static ValueType<Long> size(long least) {
        Pattern pattern = Pattern.compile(SIZE);
        String allowed = "a size from " + least / (1 << 20) + " MiB, such as 500 MiB, 8 GiB or 1.5 TiB";
        return ofText(
                allowed,
                Map.of("pattern", SIZE),
                text -> Optional.of(pattern.matcher(text))
                        .filter(Matcher::matches)
                        .map(m -> new BigDecimal(m.group(1))
                                .multiply(new BigDecimal(1L << (10 * SIZE_UNITS.indexOf(m.group(2)))))
                                .longValue())
                        .filter(bytes -> bytes >= least));
    }

    /** An address with one of the schemes, a host and no user or password in it. */
    static ValueType<URI> url(List<String> schemes, String allowed) {
        String pattern = "^(" + String.join("|", schemes) + ")://[^/@\\s]+(/[^\\s]*)?$";
        Pattern compiled = Pattern.compile(pattern);
        return ofText(allowed, Map.of("pattern", pattern), text -> {
            try {
                return Optional.of(text)
                        .filter(t -> compiled.matcher(t).matches())
                        .map(URI::create)
                        .filter(uri -> uri.getHost() != null && uri.getPort() <= 65_535);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    static ValueType<Config.Listen> listen() {
        String form = "^(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9.-]+):([0-9]{1,5})$";
        Pattern pattern = Pattern.compile(form);
        String allowed = "HOST:PORT, such as 127.0.0.1:8090 (port 0: any that is free)";
        return ofText(
                allowed,
                Map.of("pattern", form),
                text -> Optional.of(pattern.matcher(text))
                        .filter(Matcher::matches)
                        .filter(m -> Integer.parseInt(m.group(2)) <= 65_535)
                        .map(m -> new Config.Listen(m.group(1), Integer.parseInt(m.group(2)))));
    }

    private static <T> ValueType<T> ofText(
            String allowed, Map<String, Object> keywords, Function<String, Optional<T>> reading) {
        Map<String, Object> schema = new HashMap<>(keywords);
        schema.put("type", "string");
        return new ValueType<>(
                allowed,
                Map.copyOf(schema),
                written -> written.form() == Form.TEXT ? reading.apply(written.text()) : Optional.empty());
    }

    private static Optional<Config.Location> readLocation(Written written) {
        if (written.items().size() != 2) {
            return Optional.empty();
        }
        Optional<Double> longitude = number(-180, 180).read(written.items().get(0));
        Optional<Double> latitude = number(-90, 90).read(written.items().get(1));
        return longitude.flatMap(lon -> latitude.map(lat -> new Config.Location(lon, lat)));
    }

    private static Optional<BigDecimal> number(Written written) {
        try {
            return written.form() == Form.NUMBER && written.text().length() <= 32
                    ? Optional.of(new BigDecimal(written.text()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // .inf and .nan are numbers to YAML
        }
    }

    private static boolean within(BigDecimal number, double least, double most) {
        return number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static Duration durationOf(Matcher matched) {
        long count = Long.parseLong(matched.group(1));
        return switch (matched.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static String told(Duration duration) {
        if (duration.toDaysPart() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        return duration.toSeconds() % 3600 == 0 && !duration.isZero()
                ? duration.toHours() + "h"
                : duration.toSeconds() + "s";
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
