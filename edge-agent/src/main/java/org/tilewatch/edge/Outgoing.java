package org.tilewatch.edge;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.discovery.HomeAssistantTeller;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.order.OrderDesk;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.PublishingLoop;
import org.tilewatch.edge.publish.PublishingLoop.Besides;
import org.tilewatch.edge.report.CoverageTeller;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Store;

/** Puts together what goes between station and broker: the link, what is heard, and what is told beside reports. */
record Outgoing(Config config, Health health, Store store, Orders orders, OperatorsPage page) {

    /** @param wake ends a rest of the loop; must not block */
    PublishingLoop loop(Runnable wake) {
        String root = FromConfig.topicRoot(config);
        OrderDesk desk = new OrderDesk(orders, FromConfig.commands(config), root, System::nanoTime, wake);
        Optional<HomeAssistantTeller> homeAssistant = homeAssistant(config, store::sites);
        PahoLink link = new PahoLink(
                FromConfig.broker(config, "tilewatch-" + config.station().id()),
                subscription(desk, homeAssistant, wake),
                wake);
        CoverageTeller coverage = new CoverageTeller(
                config.station().id(),
                root,
                store::coverage,
                store::pace,
                () -> health.now().lastLook());
        List<Besides> besides = new ArrayList<>(List.of(desk::answers, coverage(coverage)));
        homeAssistant.ifPresent(besides::add);
        return new PublishingLoop(
                link,
                store.outbox(),
                health,
                new StatusCodec(config.station().id(), UUID.randomUUID().toString(), TilewatchCommand.VERSION),
                root,
                page.beside(root, besides),
                InstantSource.system(),
                System::nanoTime,
                RandomGenerator.getDefault());
    }

    private static Besides coverage(CoverageTeller teller) {
        return new Besides() {

            @Override
            public List<Message> next() {
                return teller.due();
            }

            @Override
            public void connected() {
                teller.forget();
            }
        };
    }

    private static Subscription subscription(
            OrderDesk desk, Optional<HomeAssistantTeller> homeAssistant, Runnable wake) {
        List<String> filters = new ArrayList<>(desk.filters());
        homeAssistant.ifPresent(each -> filters.addAll(each.filters()));
        return new Subscription(filters, message -> hear(message, desk, homeAssistant, wake), false);
    }

    private static void hear(
            Message message, OrderDesk desk, Optional<HomeAssistantTeller> homeAssistant, Runnable wake) {
        if (homeAssistant.filter(each -> each.hear(message)).isPresent()) {
            wake.run();
        } else {
            desk.hear(message);
        }
    }

    /** Where the station's sites come from. */
    interface KnownSites {
        List<String> names() throws IOException;
    }

    private static Optional<HomeAssistantTeller> homeAssistant(Config config, KnownSites seen) {
        return config.homeAssistant()
                .map(asked -> new HomeAssistantTeller(
                        FromConfig.announced(config, asked.prefix()),
                        asked.discovery(),
                        () -> sites(config, seen),
                        config.state().resolve("home-assistant.txt")));
    }

    /** Those of the sites file first, then what else was seen. */
    private static List<String> sites(Config config, KnownSites seen) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        config.sites().stream().map(WatchedSite::name).forEach(names::add);
        names.addAll(seen.names());
        return List.copyOf(names);
    }
}
