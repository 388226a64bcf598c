package org.tilewatch.edge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.config.document.Document;
import org.tilewatch.edge.config.document.Written;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.config.sites.SitesFile;
import org.tilewatch.edge.site.watched.WatchedSite;

/** Reads the configuration in three steps: each key for itself, then what must hold between them, then the records. */
final class ConfigReader {

    private static final long USUAL_KEPT_BYTES = 16L << 30;

    private static final Comparator<Problem> PLACE_IN_FILE =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparingInt(Problem::column);

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    ConfigReader(Path file) {
        this.file = file;
    }

    Config read() throws WrongConfiguration {
        Optional<Map<String, Written>> written = Document.read(file, problems);
        if (written.isEmpty()) {
            throw new WrongConfiguration(problems);
        }
        Values values = new Values(file, written.get(), problems);
        values.check();
        new Checks(values).run();
        List<WatchedSite> sites = sites(values);
        Optional<Profile> profile = profile(values);
        if (!problems.isEmpty()) {
            problems.sort(PLACE_IN_FILE);
            throw new WrongConfiguration(problems);
        }
        return config(values, sites, profile);
    }

    private List<WatchedSite> sites(Values values) {
        Optional<Path> sitesFile = values.path(Keys.SITES).filter(Checks::readableFile);
        if (sitesFile.isEmpty()) {
            return List.of();
        }
        try {
            return SitesFile.read(sitesFile.get());
        } catch (WrongConfiguration wrong) {
            problems.addAll(wrong.problems());
            return List.of();
        }
    }

    private Optional<Profile> profile(Values values) {
        Optional<Path> profileFile = values.profile().filter(Checks::readableFile);
        if (profileFile.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Profile.read(profileFile.get(), Profile.Subject.SERIES));
        } catch (WrongConfiguration wrong) {
            problems.addAll(wrong.problems());
            return Optional.empty();
        }
    }

    private Config config(Values values, List<WatchedSite> sites, Optional<Profile> profile) {
        Path state = values.path(Keys.STATE).orElseThrow();
        return new Config(
                file,
                station(values),
                inbox(values, state),
                new Config.Decoding(values.get(Keys.DECODING_TIMEOUT), values.get(Keys.DECODING_MAX_MEMORY)),
                state,
                mqtt(values),
                values.path(Keys.SITES),
                sites,
                values.network(),
                new Config.Alerts(values.get(Keys.ALERTS_BUDGET), values.get(Keys.ALERTS_LEAST)),
                profile,
                values.coarse(),
                lamps(values),
                console(values),
                ServiceKeys.homeAssistant(values),
                ServiceKeys.notify(values),
                new Config.Retention(
                        values.get(Keys.RETENTION_BYTES),
                        values.get(Keys.RETENTION_AGE),
                        values.get(Keys.ARCHIVE_BYTES),
                        values.get(Keys.ARCHIVE_AGE),
                        keptBytes(values)),
                values.find(Keys.LINKS_BASE_URL),
                values.get(Keys.THREADS),
                values.settings());
    }

    /** What lies in a folder that somebody chose may be dear to them: only a limit that was asked for holds there. */
    private static Optional<Long> keptBytes(Values values) {
        if (values.get(Keys.INBOX_AFTERWARDS) != Config.Afterwards.MOVE) {
            return Optional.empty();
        }
        boolean ownFolder = values.path(Keys.INBOX_KEPT_FOLDER).isEmpty();
        return values.find(Keys.KEPT_BYTES).or(() -> ownFolder ? Optional.of(USUAL_KEPT_BYTES) : Optional.empty());
    }

    private static Config.Station station(Values values) {
        String id = values.get(Keys.STATION_ID);
        return new Config.Station(id, values.find(Keys.STATION_NAME).orElse(id), values.find(Keys.STATION_LOCATION));
    }

    private static Config.Inbox inbox(Values values, Path state) {
        return new Config.Inbox(
                values.path(Keys.INBOX_FOLDER).orElseThrow(),
                values.get(Keys.INBOX_AFTERWARDS),
                values.get(Keys.INBOX_SIDECAR_WAIT),
                values.get(Keys.INBOX_QUIET_PERIOD),
                values.path(Keys.INBOX_KEPT_FOLDER).orElse(state.resolve("kept")),
                values.get(Keys.INBOX_NO_TILES_AFTER),
                values.find(Keys.INBOX_TERMS),
                new Config.Passes(
                        values.get(Keys.INBOX_SATDUMP),
                        values.get(Keys.INBOX_PASS_QUIET),
                        values.get(Keys.INBOX_PASS_WAIT)),
                values.get(Keys.INBOX_BANDS));
    }

    private static Config.Mqtt mqtt(Values values) {
        return new Config.Mqtt(
                values.get(Keys.MQTT_URL),
                values.find(Keys.MQTT_USER),
                values.path(Keys.MQTT_PASSWORD_FILE),
                values.path(Keys.MQTT_CA_FILE),
                values.path(Keys.MQTT_CERT_FILE),
                values.path(Keys.MQTT_KEY_FILE),
                values.get(Keys.MQTT_INSECURE),
                values.get(Keys.MQTT_ROOT),
                values.get(Keys.MQTT_COMMANDS));
    }

    private static Optional<Config.Lamps> lamps(Values values) {
        if (!values.has("lamps")) {
            return Optional.empty();
        }
        return Optional.of(new Config.Lamps(
                values.get(Keys.LAMPS_DRIVER),
                values.get(Keys.LAMPS_CHIP),
                values.find(Keys.LAMPS_READY),
                values.find(Keys.LAMPS_WORKING),
                values.find(Keys.LAMPS_ALERT),
                values.find(Keys.LAMPS_FAULT),
                values.find(Keys.LAMPS_LINK),
                values.find(Keys.LAMPS_BUZZER),
                values.find(Keys.LAMPS_SILENCE)));
    }

    private static Optional<Config.Console> console(Values values) {
        if (!values.has("console")) {
            return Optional.empty();
        }
        return Optional.of(new Config.Console(values.get(Keys.CONSOLE_LISTEN), values.path(Keys.CONSOLE_TOKEN_FILE)));
    }
}
