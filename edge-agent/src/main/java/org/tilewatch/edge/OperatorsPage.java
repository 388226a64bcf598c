package org.tilewatch.edge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.console.Console;
import org.tilewatch.edge.console.Station;
import org.tilewatch.edge.console.Station.SettingLine;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.metrics.Figures;
import org.tilewatch.edge.metrics.MinuteFigures;
import org.tilewatch.edge.metrics.Tally;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.publish.PublishingLoop.Besides;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.look.Judgement;

/** The figures of a station and, where one is configured, its page, kept in step with what the loops do. */
final class OperatorsPage implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ZonesOfTheFile zones;
    private final Tally tally = new Tally();
    private final Figures figures;
    private final Optional<Console> console;
    private final Optional<Loop> loop;

    /**
     * Begins to serve, if the configuration says so.
     *
     * @param learning what reviews taught
     * @param alive whether every loop of the agent is
     * @throws IOException if the address cannot be had
     */
    OperatorsPage(
            Config config, Health health, Store store, Orders orders, Station.Learning learning, BooleanSupplier alive)
            throws IOException {
        this.zones = new ZonesOfTheFile(config);
        LampRules rules = new LampRules(health::now, System::nanoTime);
        // The rules remember when the last alert came, and are asked by one thread at a time.
        Supplier<LampState> lamps = () -> {
            synchronized (rules) {
                return rules.get();
            }
        };
        this.figures = new Figures(
                config.station().id(),
                TilewatchCommand.VERSION,
                Instant.now(),
                tally,
                health::now,
                lamps,
                store.outbox(),
                config.state());
        this.console = config.console().isEmpty()
                ? Optional.empty()
                : Optional.of(Console.start(
                        station(config, health, store, orders, learning, alive),
                        FromConfig.web(config, config.console().get())));
        this.loop = console.map(each -> new Loop("page", each, PAUSE));
        loop.ifPresent(Loop::start);
    }

    private Station station(
            Config config,
            Health health,
            Store store,
            Orders orders,
            Station.Learning learning,
            BooleanSupplier alive) {
        return new Station(
                config.station().id(),
                config.station().name(),
                config.station().location().map(place ->
                        new double[] {place.longitudeDegrees(), place.latitudeDegrees()}),
                TilewatchCommand.VERSION,
                figures.started(),
                config.mqtt().url().toString(),
                config.alerts().falsePerHundredTiles(),
                new Station.Folders(config.inbox().folder(), config.state().resolve("quarantine")),
                config.settings().stream()
                        .map(each -> new SettingLine(each.key(), each.value(), each.line()))
                        .toList(),
                health::now,
                figures.lamps(),
                alive,
                orders,
                store,
                zones,
                learning,
                figures);
    }

    /** To be asked which site a look belongs to; a zone that is drawn on the page counts from then on. */
    SiteNames siteNames() {
        return zones.names();
    }

    /** Counts a settled look and tells the pages that are open. */
    void settled(Judgement look) {
        tally.look(look.verdict(), System.currentTimeMillis() / 1e3);
        tally.stage("decode", look.timing().decode());
        tally.stage("register", look.timing().register());
        tally.stage("detect", look.timing().detect());
        look.settlement().reports().forEach(report -> tally.report(Topics.lower(report.severity())));
        loop.ifPresent(Loop::wake);
    }

    /** Counts a file that went to quarantine. */
    void refused(Reason reason) {
        tally.quarantined(Topics.lower(reason).replace('_', '-'));
    }

    /** What the publishing loop sends beside reports: what the {@code others} tell, and the figures once a minute. */
    Besides beside(String root, List<Besides> others) {
        MinuteFigures minutely = new MinuteFigures(figures, root + "/metrics", System::nanoTime);
        return new Besides() {

            @Override
            public List<Message> next() throws IOException {
                List<Message> due = new ArrayList<>(minutely.get());
                for (Besides other : others) {
                    due.addAll(other.next());
                }
                return due;
            }

            @Override
            public void connected() {
                others.forEach(Besides::connected);
            }
        };
    }

    /** Port of the page, if one is served. */
    Optional<Integer> port() {
        return console.map(Console::port);
    }

    @Override
    public void close() {
        loop.ifPresent(Loop::close);
        console.ifPresent(Console::close);
    }
}
