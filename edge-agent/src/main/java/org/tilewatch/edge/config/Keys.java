package org.tilewatch.edge.config;

import static org.tilewatch.edge.config.Key.optional;
import static org.tilewatch.edge.config.Key.orElse;
import static org.tilewatch.edge.config.Key.required;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.config.document.Written;
import org.tilewatch.edge.config.document.Written.Form;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;

/** The table of all keys: reader, messages and JSON Schema follow from it. */
final class Keys {

    private static final ValueType<Path> FILE = ValueType.path("a file that this user can read");
    private static final ValueType<Path> FOLDER = ValueType.path("a folder, or a place where one can be made");
    private static final ValueType<String> LINE = ValueType.line();
    private static final Written FALSE = new Written(Form.TRUTH, "false", List.of(), 0, 0);
    private static final Written EMPTY_LIST = new Written(Form.LIST, "", List.of(), 0, 0);

    static final Key<String> STATION_ID = required(
            "station.id",
            ValueType.text("^[a-z0-9-]{1,32}$", "1 to 32 of a-z, 0-9 and -"),
            "Name of the station in topics; the broker's rules know the station by it.");
    static final Key<String> STATION_NAME = optional(
            "station.name",
            ValueType.text("^[^\\x00-\\x1f\\x7f]{1,64}$", "1 to 64 characters on one line"),
            "Name of the station for people; its id where none is given.");
    static final Key<Config.Location> STATION_LOCATION = optional(
            "station.location", ValueType.location(), "Where the receiver stands: longitude, latitude in degrees.");

    static final Key<Path> INBOX_FOLDER = required(
            "inbox.folder",
            FOLDER,
            "Where images arrive. Folders below it are sites for images without a georeference.");
    static final Key<Config.Afterwards> INBOX_AFTERWARDS = orElse(
            "inbox.afterwards",
            ValueType.choice(Config.Afterwards.class),
            Written.text("move"),
            "What happens to an image once its verdict is recorded.");
    static final Key<Duration> INBOX_SIDECAR_WAIT = orElse(
            "inbox.sidecarWait",
            ValueType.duration(Duration.ZERO, Duration.ofDays(1)),
            Written.text("30s"),
            "How long an image waits for its STAC Item or world file.");
    static final Key<Duration> INBOX_QUIET_PERIOD = orElse(
            "inbox.quietPeriod",
            ValueType.duration(Duration.ZERO, Duration.ofHours(1)),
            Written.text("5s"),
            "How long a file must not have grown to be taken as complete.");
    static final Key<Path> INBOX_KEPT_FOLDER = optional(
            "inbox.keptFolder",
            FOLDER,
            "Where processed images are moved to; 'kept' in the state folder if not given.");
    static final Key<Duration> INBOX_NO_TILES_AFTER = orElse(
            "inbox.noTilesAfter",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
            Written.text("2d"),
            "The condition 'no-tiles' opens when no image came for so long.");
    static final Key<String> INBOX_TERMS = optional(
            "inbox.terms",
            ValueType.text("^[^\\x00-\\x1f\\x7f]{1,200}$", "1 to 200 characters on one line"),
            "Terms of use of the images; told with each alert.");
    static final Key<Boolean> INBOX_SATDUMP = orElse(
            "inbox.satdump",
            ValueType.truth(),
            FALSE,
            "Every folder right below the inbox is a pass of SatDump, left alone until its dataset.json is there.");
    static final Key<Duration> INBOX_PASS_QUIET = orElse(
            "inbox.passQuiet",
            ValueType.duration(Duration.ZERO, Duration.ofHours(1)),
            Written.text("1m"),
            "How long nothing in a pass must have changed for it to be complete.");
    static final Key<Duration> INBOX_PASS_WAIT = orElse(
            "inbox.passWait",
            ValueType.duration(Duration.ZERO, Duration.ofDays(1)),
            Written.text("15m"),
            "How long after its last change a pass that cannot be used goes to quarantine.");
    static final Key<List<SpectralBand>> INBOX_BANDS = orElse(
            "inbox.bands",
            ValueType.choices(SpectralBand.class),
            EMPTY_LIST,
            "What the bands of images show, in their order, where the files do not tell; the coarse profile needs it.");

    static final Key<Duration> DECODING_TIMEOUT = orElse(
            "decoding.timeout",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            Written.text("30s"),
            "How long decoding may take for each 16 megapixels begun.");
    static final Key<Long> DECODING_MAX_MEMORY = orElse(
            "decoding.maxMemory",
            ValueType.size(256L << 20),
            Written.text("1 GiB"),
            "Most memory that the decoder's process may take, whatever the image.");

    static final Key<Path> STATE =
            required("state", FOLDER, "Folder for baselines, ledger and outbox. Belongs to one agent alone.");

    static final Key<URI> MQTT_URL = required(
            "mqtt.url",
            ValueType.url(
                    List.of("mqtts", "mqtt", "ssl", "tcp"),
                    "mqtts://HOST[:PORT] or ssl://, and mqtt:// or tcp:// for a plain link, without user or password"),
            "The broker.");
    static final Key<String> MQTT_USER = optional(
            "mqtt.user", ValueType.text("^[^\\x00-\\x1f\\x7f]{1,256}$", "1 to 256 characters"), "User at the broker.");
    static final Key<Path> MQTT_PASSWORD_FILE =
            optional("mqtt.passwordFile", FILE, "File with the user's password in its first line.");
    static final Key<Path> MQTT_CA_FILE = optional(
            "mqtt.caFile", FILE, "Certificates (PEM) that the broker's is checked against; the JDK's if not given.");
    static final Key<Path> MQTT_CERT_FILE = optional("mqtt.certFile", FILE, "The station's own certificate (PEM).");
    static final Key<Path> MQTT_KEY_FILE =
            optional("mqtt.keyFile", FILE, "Private key (PEM) of the station's certificate.");
    static final Key<Boolean> MQTT_INSECURE = orElse(
            "mqtt.insecure", ValueType.truth(), FALSE, "Allows a link without TLS to a broker on another machine.");
    static final Key<String> MQTT_ROOT = orElse(
            "mqtt.root",
            ValueType.text(
                    "^[^/+#$\\s]+(/[^/+#\\s]+){0,7}$", "levels between slashes, without +, #, spaces or a $ in front"),
            Written.text("tilewatch/1"),
            "Topics begin with this, then the station's id.");
    static final Key<List<Config.Cmd>> MQTT_COMMANDS = orElse(
            "mqtt.commands",
            ValueType.choices(Config.Cmd.class),
            EMPTY_LIST,
            "Commands that this station takes from the broker.");

    static final Key<Path> SITES = optional("sites", FILE, "GeoJSON file of the watched sites.");

    static final Key<Path> NETWORK = optional(
            "network",
            ValueType.path("an ONNX file that this user can read, or none"),
            "Another change network (ONNX) in place of the built-in one; none: the classical stages alone.");

    static final Key<Double> ALERTS_BUDGET = orElse(
            "alerts.falsePerHundredTiles",
            ValueType.number(0.01, 100),
            Written.number("2"),
            "False alerts accepted per hundred tile-looks (256 px).");

    static final Key<Double> ALERTS_LEAST = orElse(
            "alerts.minKm2",
            ValueType.number(0, 1e6),
            Written.number("0.5"),
            "Smallest change that the profile coarse tells, km2, beside its 9 pixels.");

    static final Key<Path> PROFILE = optional(
            "profile",
            ValueType.path("a file that 'tilewatch calibrate' wrote and this user can read, or coarse"),
            "Thresholds and reliability that 'tilewatch calibrate' learned, the built-in ones if not given; coarse:"
                    + " pixels of 50 m to 5 km.");

    static final Key<Config.Driver> LAMPS_DRIVER =
            required("lamps.driver", ValueType.choice(Config.Driver.class), "Real pins, or lines on the console.");
    static final Key<String> LAMPS_CHIP = orElse(
            "lamps.chip",
            ValueType.text("^[!-~]{1,64}$", "the name, label or path of a chip, such as gpiochip0 or pinctrl-rp1"),
            Written.text("gpiochip0"),
            "GPIO chip that has the lines, by name, label or path.");
    static final Key<String> LAMPS_READY = optional("lamps.ready", LINE, "GPIO line of the lamp 'ready'.");
    static final Key<String> LAMPS_WORKING = optional("lamps.working", LINE, "GPIO line of the lamp 'working'.");
    static final Key<String> LAMPS_ALERT = optional("lamps.alert", LINE, "GPIO line of the lamp 'alert'.");
    static final Key<String> LAMPS_FAULT = optional("lamps.fault", LINE, "GPIO line of the lamp 'fault'.");
    static final Key<String> LAMPS_LINK = optional("lamps.link", LINE, "GPIO line of the lamp 'broker link'.");
    static final Key<String> LAMPS_BUZZER = optional("lamps.buzzer", LINE, "GPIO line of the buzzer.");
    static final Key<String> LAMPS_SILENCE = optional("lamps.silence", LINE, "GPIO line of the silence button.");

    static final Key<Config.Listen> CONSOLE_LISTEN = orElse(
            "console.listen", ValueType.listen(), Written.text("127.0.0.1:8090"), "Address of the operator's page.");
    static final Key<Path> CONSOLE_TOKEN_FILE = optional(
            "console.tokenFile", FILE, "File with the token that the page asks for; needed beyond this machine.");

    static final Key<Long> RETENTION_BYTES = orElse(
            "retention.maxBytes",
            ValueType.size(64L << 20),
            Written.text("8 GiB"),
            "Most that chips and alerts may take in the outbox; beyond it the oldest chips go.");
    static final Key<Duration> RETENTION_AGE = orElse(
            "retention.maxAge",
            ValueType.duration(Duration.ofDays(1), Duration.ofDays(36_500)),
            Written.text("90d"),
            "How long chips may wait in the outbox.");
    static final Key<Long> ARCHIVE_BYTES = orElse(
            "retention.archiveBytes",
            ValueType.size(16L << 20),
            Written.text("2 GiB"),
            "Most that alerts that were sent may take with their pictures; the oldest pictures go first.");
    static final Key<Duration> ARCHIVE_AGE = orElse(
            "retention.archiveAge",
            ValueType.duration(Duration.ofDays(1), Duration.ofDays(36_500)),
            Written.text("400d"),
            "How long alerts that were sent are kept with their pictures.");
    static final Key<Long> KEPT_BYTES = optional(
            "retention.keptBytes",
            ValueType.size(16L << 20),
            "Most that processed images may take in their folder, the oldest go first; if not given, 16 GiB in the"
                    + " state folder and no limit in a folder of your own.");

    static final Key<URI> LINKS_BASE_URL = optional(
            "links.baseUrl",
            ValueType.url(List.of("https", "http"), "http:// or https:// address without user or password"),
            "Links in alerts begin with this; the station's page if not given.");

    static final Key<Integer> THREADS = orElse(
            "threads",
            ValueType.whole(1, 64),
            Written.number("2"),
            "Looks to be worked on at the same time, each of other sites.");

    /** Sections; true where the file must have them. */
    static final Map<String, Boolean> SECTIONS = Map.ofEntries(
            Map.entry("station", true),
            Map.entry("inbox", true),
            Map.entry("mqtt", true),
            Map.entry("decoding", false),
            Map.entry("alerts", false),
            Map.entry("lamps", false),
            Map.entry("console", false),
            Map.entry("homeAssistant", false),
            Map.entry("notify", false),
            Map.entry("retention", false),
            Map.entry("links", false));

    /** All keys in the order of documentation. */
    static final List<Key<?>> ALL = withServices(List.of(
            STATION_ID,
            STATION_NAME,
            STATION_LOCATION,
            INBOX_FOLDER,
            INBOX_AFTERWARDS,
            INBOX_SIDECAR_WAIT,
            INBOX_QUIET_PERIOD,
            INBOX_KEPT_FOLDER,
            INBOX_NO_TILES_AFTER,
            INBOX_TERMS,
            INBOX_SATDUMP,
            INBOX_PASS_QUIET,
            INBOX_PASS_WAIT,
            INBOX_BANDS,
            DECODING_TIMEOUT,
            DECODING_MAX_MEMORY,
            STATE,
            MQTT_URL,
            MQTT_USER,
            MQTT_PASSWORD_FILE,
            MQTT_CA_FILE,
            MQTT_CERT_FILE,
            MQTT_KEY_FILE,
            MQTT_INSECURE,
            MQTT_ROOT,
            MQTT_COMMANDS,
            SITES,
            NETWORK,
            ALERTS_BUDGET,
            ALERTS_LEAST,
            PROFILE,
            LAMPS_DRIVER,
            LAMPS_CHIP,
            LAMPS_READY,
            LAMPS_WORKING,
            LAMPS_ALERT,
            LAMPS_FAULT,
            LAMPS_LINK,
            LAMPS_BUZZER,
            LAMPS_SILENCE,
            CONSOLE_LISTEN,
            CONSOLE_TOKEN_FILE,
            RETENTION_BYTES,
            RETENTION_AGE,
            ARCHIVE_BYTES,
            ARCHIVE_AGE,
            KEPT_BYTES,
            LINKS_BASE_URL,
            THREADS));

    private Keys() {}

    private static List<Key<?>> withServices(List<Key<?>> others) {
        List<Key<?>> all = new ArrayList<>(others);
        all.addAll(all.indexOf(RETENTION_BYTES), ServiceKeys.ALL);
        return List.copyOf(all);
    }

    /** The key with this path. */
    static Optional<Key<?>> find(String path) {
        return ALL.stream().filter(key -> key.path().equals(path)).findFirst();
    }

    /** Whether a file without this key, in a section that is there or not, is wrong. */
    static boolean missed(Key<?> key, boolean sectionWritten) {
        return key.required()
                && (key.section().isEmpty() || sectionWritten || SECTIONS.getOrDefault(key.section(), false));
    }
}
