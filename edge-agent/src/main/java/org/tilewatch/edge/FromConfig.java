package org.tilewatch.edge;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.Profile;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.console.http.WebSettings;
import org.tilewatch.edge.discovery.Announced;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.ingest.InboxSettings;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.ingest.worker.Containment;
import org.tilewatch.edge.lamp.GpioPins;
import org.tilewatch.edge.lamp.Lamp;
import org.tilewatch.edge.notify.Notifiers;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Archive;
import org.tilewatch.edge.store.file.Retention;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.NetworkFault;
import org.tilewatch.edge.watch.coarse.CoarseProfile;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Reliability;
import org.tilewatch.edge.watch.pair.PairOdds;

/** What each part of the agent is told of the configuration. */
public final class FromConfig {

    private static final Duration ORPHAN_WAIT = Duration.ofHours(1);
    private static final long QUARANTINE_BYTES = 1L << 30;
    private static final int QUARANTINE_FILES = 1000;
    private static final String USUAL_PAGE = "http://127.0.0.1:8090";

    private FromConfig() {}

    /** The inbox; unusable files go to {@code quarantine} in the state folder. */
    public static InboxSettings inbox(Config config) {
        Config.Passes passes = config.inbox().passes();
        return new InboxSettings(
                        config.inbox().folder(),
                        config.inbox().keptFolder(),
                        config.state().resolve("quarantine"),
                        switch (config.inbox().afterwards()) {
                            case KEEP -> Afterwards.KEEP;
                            case MOVE -> Afterwards.MOVE;
                            case DELETE -> Afterwards.DELETE;
                        },
                        config.inbox().quietPeriod(),
                        config.inbox().sidecarWait(),
                        ORPHAN_WAIT,
                        QUARANTINE_BYTES,
                        QUARANTINE_FILES)
                .withPasses(passes.everyFolder(), passes.quiet(), longer(passes.quiet(), passes.patience()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What the decoder's process may take. */
    static Containment containment(Config config) {
        return Containment.of(
                config.decoding().timeout(),
                config.decoding().maxMemoryBytes(),
                config.inbox().folder());
    }

    /** The network that has a say in candidates. */
    public static NetworkChoice network(Config config) {
        Config.Network network = config.network();
        if (!network.wanted()) {
            return NetworkChoice.NONE;
        }
        return network.file().map(NetworkChoice::own).orElse(NetworkChoice.BUNDLED);
    }

    /** Why that network cannot be used, told as a problem of the configuration. */
    public static WrongConfiguration wrong(Config config, NetworkFault network) {
        return config.wrong("network", network.getMessage() + "; allowed: a change network (ONNX), or none");
    }

    /** The broker. */
    public static BrokerSettings broker(Config config, String clientId) {
        Config.Mqtt mqtt = config.mqtt();
        return new BrokerSettings(
                mqtt.url().toString(),
                clientId,
                mqtt.user(),
                mqtt.passwordFile(),
                mqtt.caFile(),
                mqtt.certFile(),
                mqtt.keyFile(),
                mqtt.insecure());
    }

    /** Names of the commands that are taken from the broker. */
    static Set<String> commands(Config config) {
        return config.mqtt().commands().stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Topic above all of the station's. */
    public static String topicRoot(Config config) {
        return config.mqtt().root() + "/" + config.station().id();
    }

    /** The pins that the lamps hang on; empty if none are asked for. */
    public static Optional<GpioPins> pins(Config config) {
        return config.lamps()
                .filter(lamps -> lamps.driver() == Config.Driver.GPIO)
                .map(lamps -> new GpioPins(lamps.chip(), outputs(lamps), lamps.silence()));
    }

    private static Map<Lamp, String> outputs(Config.Lamps lamps) {
        Map<Lamp, String> outputs = new EnumMap<>(Lamp.class);
        for (Lamp lamp : Lamp.values()) {
            lineOf(lamp, lamps).ifPresent(line -> outputs.put(lamp, line));
        }
        return outputs;
    }

    private static Optional<String> lineOf(Lamp lamp, Config.Lamps lamps) {
        return switch (lamp) {
            case READY -> lamps.ready();
            case WORKING -> lamps.working();
            case ALERT -> lamps.alert();
            case FAULT -> lamps.fault();
            case LINK -> lamps.link();
            case BUZZER -> lamps.buzzer();
        };
    }

    static CoarseProfile coarse(Config config) {
        return CoarseProfile.of(
                        config.alerts().falsePerHundredTiles(), config.inbox().bands())
                .from(config.alerts().leastKm2() * 1e6);
    }

    static AlertPolicy policy(Config config) {
        return config.coarse()
                ? coarse(config).policy()
                : policy(config.profile(), config.alerts().falsePerHundredTiles());
    }

    /** The thresholds for an alert budget: those that were learned, if there are any, else the built-in ones. */
    public static AlertPolicy policy(Optional<Profile> profile, double falsePerHundredTiles) {
        return profile.map(learned -> AlertPolicy.learned(
                        learned.id(),
                        reliability(learned),
                        learned.thresholds().toArray(double[][]::new),
                        falsePerHundredTiles))
                .orElseGet(() -> AlertPolicy.forBudget(falsePerHundredTiles));
    }

    /** What an object of a pair is worth. */
    public static PairOdds odds(Optional<Profile> profile) {
        return profile.map(learned -> PairOdds.DEFAULT.calibrated(learned.id(), reliability(learned)))
                .orElse(PairOdds.DEFAULT);
    }

    private static Reliability reliability(Profile profile) {
        return new Reliability(profile.knots().stream()
                .map(knot -> new Reliability.Knot(knot[0], knot[1]))
                .toList());
    }

    /** Where the page is served; it is also known by the name that links in alerts begin with. */
    static WebSettings web(Config config, Config.Console page) throws IOException {
        List<String> alsoCalled =
                config.linksBaseUrl().map(URI::getHost).stream().toList();
        return new WebSettings(page.listen().host(), page.listen().port(), alsoCalled, page.token());
    }

    static Retention retention(Config config) {
        Config.Retention limits = config.retention();
        return new Retention(limits.maxBytes(), limits.maxAge(), limits.archiveBytes(), limits.archiveAge());
    }

    /** Address of the page, which is served at this port. */
    public static String page(Config config, int port) {
        String host = config.console().map(page -> page.listen().host()).orElse("127.0.0.1");
        return "http://" + (host.equals("0.0.0.0") || host.equals("[::]") ? "localhost" : host) + ":" + port + "/";
    }

    /** What links in alerts begin with: as configured, else the station's page. */
    public static String baseUrl(Config config) {
        return config.linksBaseUrl()
                .map(Object::toString)
                .or(() -> config.console()
                        .map(page -> "http://" + page.listen().host() + ":"
                                + page.listen().port()))
                .orElse(USUAL_PAGE);
    }

    /** The station as Home Assistant is to know it. */
    public static Announced announced(Config config, String prefix) {
        boolean hasPage = config.linksBaseUrl().isPresent() || config.console().isPresent();
        return new Announced(
                config.station().id(),
                config.station().name(),
                TilewatchCommand.VERSION,
                hasPage ? Optional.of(baseUrl(config)) : Optional.empty(),
                topicRoot(config),
                prefix,
                commands(config));
    }

    /** Those who are called on an alert, begun; empty if nobody is. */
    static Optional<Notifiers> notifiers(Config config, Archive archive, Conditions conditions) throws IOException {
        if (config.notices().isEmpty()) {
            return Optional.empty();
        }
        Config.Notify asked = config.notices().get();
        Notifiers.Wanted wanted = new Notifiers.Wanted(
                asked.address(),
                asked.format() == Config.NoticeFormat.ALERT,
                asked.token(),
                asked.command(),
                asked.severities().stream()
                        .map(each -> Severity.valueOf(each.name()))
                        .collect(Collectors.toUnmodifiableSet()),
                asked.mostPerHour(),
                asked.quietHours().map(hours -> List.of(hours.from(), hours.until())),
                asked.timeout());
        boolean hasPage = config.linksBaseUrl().isPresent() || config.console().isPresent();
        return Optional.of(Notifiers.start(
                wanted,
                config.station().name(),
                hasPage ? Optional.of(baseUrl(config)) : Optional.empty(),
                archive,
                conditions,
                config.state()));
    }
}
