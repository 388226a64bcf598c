package org.tilewatch.edge.config;

import static org.tilewatch.edge.config.Key.optional;
import static org.tilewatch.edge.config.Key.orElse;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tilewatch.edge.config.document.Written;
import org.tilewatch.edge.config.document.Written.Form;

/** Keys of what the station tells beside the broker's alerts: Home Assistant, and whoever is called on an alert. */
final class ServiceKeys {

    private static final Pattern HOURS =
            Pattern.compile("^([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])$");
    private static final int MOST_WORDS = 16;
    private static final Written FALSE = new Written(Form.TRUTH, "false", List.of(), 0, 0);
    private static final Written TRUE = new Written(Form.TRUTH, "true", List.of(), 0, 0);

    static final Key<Boolean> DISCOVERY = orElse(
            "homeAssistant.discovery",
            ValueType.truth(),
            TRUE,
            "Whether the station announces itself to Home Assistant; false takes it out there.");
    static final Key<String> DISCOVERY_PREFIX = orElse(
            "homeAssistant.prefix",
            ValueType.text(
                    "^[^/+#$\\s]+(/[^/+#\\s]+){0,3}$", "levels between slashes, without +, #, spaces or a $ in front"),
            Written.text("homeassistant"),
            "Topic under which Home Assistant looks for announcements.");

    static final Key<URI> NOTIFY_URL = optional(
            "notify.url",
            ValueType.url(List.of("https", "http"), "http:// or https:// address without user or password"),
            "Web address that is called for each alert.");
    static final Key<Path> NOTIFY_URL_FILE = optional(
            "notify.urlFile",
            ValueType.path("a file that this user can read"),
            "File with the address in its first line, for one that is a secret itself.");
    static final Key<Config.NoticeFormat> NOTIFY_FORMAT = orElse(
            "notify.format",
            ValueType.choice(Config.NoticeFormat.class),
            Written.text("ntfy"),
            "What is sent there: a message for ntfy with the picture, or the alert as GeoJSON.");
    static final Key<Path> NOTIFY_TOKEN_FILE = optional(
            "notify.tokenFile",
            ValueType.path("a file that this user can read"),
            "File with the token that is shown there (Authorization: Bearer) in its first line.");
    static final Key<Boolean> NOTIFY_INSECURE =
            orElse("notify.insecure", ValueType.truth(), FALSE, "Allows an http:// address on another machine.");
    static final Key<List<String>> NOTIFY_COMMAND =
            optional("notify.command", commandLine(), "Program, by its whole path, and arguments; run for each alert.");
    static final Key<List<Config.Told>> NOTIFY_SEVERITIES = orElse(
            "notify.severities",
            ValueType.choices(Config.Told.class),
            new Written(Form.LIST, "", List.of(Written.text("urgent")), 0, 0),
            "Alerts of which severities are told.");
    static final Key<Integer> NOTIFY_MOST_PER_HOUR = orElse(
            "notify.mostPerHour",
            ValueType.whole(1, 1000),
            Written.number("12"),
            "Most calls in an hour; what is beyond is told together.");
    static final Key<Config.QuietHours> NOTIFY_QUIET_HOURS = optional(
            "notify.quietHours", hours(), "Local time in which nothing is told; afterwards it is told together.");
    static final Key<Duration> NOTIFY_TIMEOUT = orElse(
            "notify.timeout",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofMinutes(2)),
            Written.text("20s"),
            "How long a call may take.");

    /** In the order of documentation. */
    static final List<Key<?>> ALL = List.of(
            DISCOVERY,
            DISCOVERY_PREFIX,
            NOTIFY_URL,
            NOTIFY_URL_FILE,
            NOTIFY_FORMAT,
            NOTIFY_TOKEN_FILE,
            NOTIFY_INSECURE,
            NOTIFY_COMMAND,
            NOTIFY_SEVERITIES,
            NOTIFY_MOST_PER_HOUR,
            NOTIFY_QUIET_HOURS,
            NOTIFY_TIMEOUT);

    private ServiceKeys() {}

    static Optional<Config.HomeAssistant> homeAssistant(Values values) {
        return values.has("homeAssistant")
                ? Optional.of(new Config.HomeAssistant(values.get(DISCOVERY), values.get(DISCOVERY_PREFIX)))
                : Optional.empty();
    }

    static Optional<Config.Notify> notify(Values values) {
        if (!values.has("notify")) {
            return Optional.empty();
        }
        return Optional.of(new Config.Notify(
                values.find(NOTIFY_URL),
                values.path(NOTIFY_URL_FILE),
                values.get(NOTIFY_FORMAT),
                values.path(NOTIFY_TOKEN_FILE),
                values.find(NOTIFY_COMMAND).orElse(List.of()),
                values.get(NOTIFY_SEVERITIES),
                values.get(NOTIFY_MOST_PER_HOUR),
                values.find(NOTIFY_QUIET_HOURS),
                values.get(NOTIFY_TIMEOUT)));
    }

    /** A program by its absolute path, so that nobody's PATH decides what runs, and its arguments. */
    private static ValueType<List<String>> commandLine() {
        Map<String, Object> schema = Map.of(
                "type",
                "array",
                "minItems",
                1,
                "maxItems",
                MOST_WORDS,
                "prefixItems",
                List.of(Map.of("type", "string", "pattern", "^/")),
                "items",
                Map.of("type", "string"));
        return new ValueType<>(
                "a list of 1 to 16 texts, the first a program's whole path, such as [/usr/local/bin/tell, garden]",
                schema,
                written -> {
                    List<String> words = written.items().stream()
                            .filter(item ->
                                    item.form() == Form.TEXT && item.text().indexOf('\0') < 0)
                            .map(Written::text)
                            .toList();
                    boolean all = words.size() == written.items().size()
                            && !words.isEmpty()
                            && words.size() <= MOST_WORDS
                            && words.getFirst().startsWith("/");
                    return all ? Optional.of(words) : Optional.empty();
                });
    }

    private static ValueType<Config.QuietHours> hours() {
        return new ValueType<>(
                "HH:MM-HH:MM, such as 22:00-07:00",
                Map.of("type", "string", "pattern", HOURS.pattern()),
                written -> Optional.of(HOURS.matcher(written.form() == Form.TEXT ? written.text() : ""))
                        .filter(Matcher::matches)
                        .map(m -> new Config.QuietHours(time(m, 1), time(m, 3)))
                        .filter(hours -> !hours.from().equals(hours.until())));
    }

    private static LocalTime time(Matcher matched, int group) {
        return LocalTime.of(Integer.parseInt(matched.group(group)), Integer.parseInt(matched.group(group + 1)));
    }
}
