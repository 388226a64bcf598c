package org.tilewatch.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.console.Station;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.doctor.ClockCheck;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Inbox;
import org.tilewatch.edge.ingest.InboxSettings;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.worker.ContainedReader;
import org.tilewatch.edge.ingest.worker.SharedReader;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.lamp.GpioLamps;
import org.tilewatch.edge.lamp.GpioPins;
import org.tilewatch.edge.lamp.LampPanel;
import org.tilewatch.edge.lamp.Lamps;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.loop.Watchdog;
import org.tilewatch.edge.notify.Notifiers;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.DetectionLoop;
import org.tilewatch.edge.watch.Intake;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.PastFiles;
import org.tilewatch.edge.watch.Screening;
import org.tilewatch.edge.watch.SitesShown;
import org.tilewatch.edge.watch.coarse.CoarseJudge;
import org.tilewatch.edge.watch.coarse.CoarseProfile;
import org.tilewatch.edge.watch.coarse.Maps;
import org.tilewatch.edge.watch.look.Judged;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.LookJudge;
import org.tilewatch.edge.watch.look.Reporting;

/**
 * A running station: builds every object from the configuration, starts the loops, and ends them in order. What it knows is in its
 * state folder alone, so that an agent started there anew goes on where the last one ended, in whatever way that was.
 */
public final class EdgeAgent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeAgent.class);
    private static final Duration INBOX_PAUSE = Duration.ofMillis(250);
    private static final Duration OUTBOX_PAUSE = Duration.ofMillis(500);
    private static final Duration UPKEEP_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_EXCHANGE = Duration.ofMinutes(3);
    /** A scene of 120 megapixels on a small board, after a decoder that was given all of its time. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(20);

    private final Config config;
    private final Health health;
    private final Store store;
    private final Optional<LampPanel> panel;
    private final Reporting reporting;
    private final Orders orders;
    private final Loop publishing;
    private final List<Loop> detection;
    private final Loop upkeep;
    private final OperatorsPage page;
    private final Optional<Notifiers> notifiers;
    private volatile boolean started;

    private EdgeAgent(
            Config config,
            Health health,
            Optional<Lamps> lamps,
            Store store,
            Optional<ChangeNetwork> network,
            Consumer<Judgement> looks,
            Supplier<Optional<Boolean>> clockSynchronised)
            throws IOException {
        this.config = config;
        this.health = health;
        this.store = store;
        this.reporting = reporting(network);
        this.orders = new Orders(store, health, reporting::ordered, this::wakePublishing);
        this.page = new OperatorsPage(config, health, store, orders, learning(), this::alive);
        this.publishing = new Loop(
                "publishing",
                new Outgoing(config, health, store, orders, page).loop(this::wakePublishing),
                OUTBOX_PAUSE);
        this.detection = detection(network, looks.andThen(page::settled));
        this.upkeep = new Loop("upkeep", upkeep(clockSynchronised), UPKEEP_PAUSE);
        this.panel = lamps.map(each -> LampPanel.start(each, new LampRules(health::now, System::nanoTime)));
        this.notifiers = FromConfig.notifiers(config, store.archive(), new Conditions(health));
    }

    /**
     * Starts a station; a broker that is away is no failure.
     *
     * @param console used where the configuration asks for lamps on the console
     * @param looks told of each look once it is settled, on the detection loop's thread; must not block
     * @throws org.tilewatch.edge.lamp.gpio.GpioFault if pins are asked for and cannot be had; nothing was started then
     * @throws org.tilewatch.edge.watch.NetworkFault if the network cannot be used; nothing was started then
     * @throws IOException if the folders cannot be used or belong to a running agent; nothing was started then
     */
    public static EdgeAgent start(Config config, ConsoleLamps console, Consumer<Judgement> looks) throws IOException {
        return start(config, console, looks, ClockCheck::synchronised);
    }

    /** The same with another judge of the machine's clock; empty where nobody can tell. */
    public static EdgeAgent start(
            Config config,
            ConsoleLamps console,
            Consumer<Judgement> looks,
            Supplier<Optional<Boolean>> clockSynchronised)
            throws IOException {
        Natives.load();
        Health health =
                new Health(config.coarse() ? CoarseProfile.LOOKS_NEEDED : DetectorSettings.DEFAULT.looksNeeded());
        Optional<ChangeNetwork> network = config.coarse() ? Optional.empty() : network(config);
        Optional<Lamps> lamps = Optional.empty();
        try {
            lamps = lamps(config, console, health);
            Files.createDirectories(config.inbox().folder());
            Store store = Store.open(
                    config.state(), Store.Durability.FULL, InstantSource.system(), FromConfig.retention(config));
            store.salvaged().ifPresent(LOG::warn);
            health.armed(store.orders().armed());
            EdgeAgent agent;
            try {
                agent = new EdgeAgent(config, health, lamps, store, network, looks, clockSynchronised);
            } catch (IOException e) {
                store.close();
                throw e;
            }
            agent.publishing.start();
            agent.detection.forEach(Loop::start);
            agent.upkeep.start();
            agent.started = true;
            return agent;
        } catch (IOException | RuntimeException e) {
            if (lamps.isPresent()) {
                lamps.get().close();
            }
            network.ifPresent(ChangeNetwork::close);
            throw e;
        }
    }

    /** The coarse judge asks nobody. */
    private Station.Learning learning() {
        return config.coarse() ? Station.Learning.NONE : new WhatWasLearned(store, FromConfig.policy(config));
    }

    private boolean alive() {
        return started && publishing.isAlive() && detection.stream().allMatch(Loop::isAlive) && upkeep.isAlive();
    }

    /** Port of the operator's page, if one is served. */
    public Optional<Integer> pagePort() {
        return page.port();
    }

    private static Optional<ChangeNetwork> network(Config config) throws IOException {
        NetworkChoice choice = FromConfig.network(config);
        Optional<ChangeNetwork> network = choice.open();
        network.ifPresentOrElse(
                each -> LOG.info("network {} ({}) has a say", each.shortId(), choice.name()),
                () -> LOG.info("no network: the classical stages judge alone"));
        return network;
    }

    private static Optional<Lamps> lamps(Config config, ConsoleLamps console, Health health) throws IOException {
        Optional<GpioPins> pins = FromConfig.pins(config);
        if (pins.isPresent()) {
            return Optional.of(GpioLamps.open(pins.get(), health::silence));
        }
        return config.lamps().map(asked -> console.with(() -> health.now().words()));
    }

    private void wakePublishing() {
        publishing.wake();
        notifiers.ifPresent(Notifiers::wake);
    }

    /** One loop for each look that is worked on at a time; they share the inbox and the decoder. */
    private List<Loop> detection(Optional<ChangeNetwork> network, Consumer<Judgement> looks) throws IOException {
        InboxSettings inbox = FromConfig.inbox(config);
        int workers = config.coarse() ? 1 : config.threads(); // a coarse pass shows all sites
        PixelSource reader =
                new SharedReader(new ContainedReader(FromConfig.containment(config), Caps.DEFAULT), workers);
        PastFiles pastFiles = new PastFiles(store.ledger(), inbox.afterwards());
        Decoder headers = new Decoder(Caps.DEFAULT);
        Intake intake = new Intake(
                new Inbox(inbox, headers, pastFiles, InstantSource.system(), System::nanoTime),
                pastFiles,
                workers == 1 ? Optional.empty() : Optional.of(new SitesShown(headers, page.siteNames())),
                store,
                health,
                new Intake.Listeners(looks, page::refused, this::wakePublishing),
                config.inbox().noTilesAfter(),
                System::nanoTime);
        List<Loop> loops = new ArrayList<>();
        for (int worker = 1; worker <= workers; worker++) {
            Judged.Maker judge =
                    judge(worker == 1 ? network : FromConfig.network(config).open());
            Screening screening = new Screening(store, new Decoder(reader), judge, page.siteNames());
            loops.add(new Loop(
                    worker == 1 ? "detection" : "detection-" + worker,
                    new DetectionLoop(intake, pastFiles, screening),
                    INBOX_PAUSE));
        }
        return List.copyOf(loops);
    }

    private Judged.Maker judge(Optional<ChangeNetwork> network) {
        return config.coarse()
                ? new CoarseJudge(
                        store,
                        FromConfig.coarse(config),
                        Optional.of(reporting),
                        Maps.newest(config.state().resolve("maps")))
                : new LookJudge(
                        store, DetectorSettings.DEFAULT, network, FromConfig.policy(config), Optional.of(reporting));
    }

    private Reporting reporting(Optional<ChangeNetwork> network) {
        return new Reporting(
                config.station().id(),
                FromConfig.baseUrl(config),
                FromConfig.policy(config).id(),
                network.map(ChangeNetwork::id),
                InstantSource.system(),
                () -> health.now().armed(),
                config.inbox().terms().orElse(""));
    }

    private Upkeep upkeep(Supplier<Optional<Boolean>> clockSynchronised) {
        return new Upkeep(config, store, new Conditions(health), clockSynchronised);
    }

    /** What is to be looked after by a watchdog, with how long the longest honest turn takes. */
    public List<Watchdog.Stage> stages() {
        List<Watchdog.Stage> stages = new ArrayList<>();
        detection.forEach(loop -> stages.add(new Watchdog.Stage(loop, LONGEST_LOOK)));
        List.of(publishing, upkeep).forEach(loop -> stages.add(new Watchdog.Stage(loop, LONGEST_EXCHANGE)));
        return stages;
    }

    /** The station's state now. */
    public StationState health() {
        return health.now();
    }

    /** A person has taken notice: lamp and buzzer go quiet until the next alert. */
    public void silence() {
        health.silence();
    }

    /** Carries out what a person orders. */
    public Orders orders() {
        return orders;
    }

    public int reportsWaiting() throws IOException {
        return store.outbox().queued();
    }

    /** Ends the station within five seconds: loops, then lamps, then the store. What was not finished is done at the next start. */
    @Override
    public void close() throws IOException {
        Stream<Runnable> loops =
                Stream.concat(detection.stream(), Stream.of(publishing, upkeep)).map(loop -> loop::close);
        List<Thread> ends = Stream.concat(loops, Stream.of(() -> notifiers.ifPresent(Notifiers::close)))
                .map(each -> Thread.ofPlatform().name("closing").start(each))
                .toList();
        try {
            for (Thread end : ends) {
                end.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        page.close();
        health.phase(Phase.STOPPED);
        panel.ifPresent(LampPanel::close);
        store.close();
    }
}
