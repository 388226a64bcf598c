package org.tilewatch.edge.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.discovery.DiscoveryCodec;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Retirement;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.QueueDesk;
import org.tilewatch.edge.store.file.StateFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a station that will not come back off the broker and out of Home Assistant. */
@Command(
        name = "retire",
        header = "Takes a station that will not come back off the broker.",
        description =
                "%nRemoves what the station left there for later subscribers (status, conditions, coverage, latest"
                        + " pictures) and its device in Home Assistant. The agent must not be running. Alerts that were"
                        + " sent stay with those who have them, and the state folder stays as it is: the station comes"
                        + " back with its next run.%n")
public final class RetireCommand implements Callable<Integer> {

    private static final int PUBACK_SECONDS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration (YAML).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() throws WrongConfiguration, IOException, InterruptedException {
        Config config = Config.read(file);
        if (isRunning(config.state())) {
            throw new IOException("the agent of station %s runs: stop it first; nothing was done"
                    .formatted(config.station().id()));
        }
        List<Message> messages = new ArrayList<>();
        config.homeAssistant()
                .map(each -> DiscoveryCodec.withdrawal(FromConfig.announced(config, each.prefix())))
                .ifPresent(messages::add);
        messages.addAll(Retirement.messages(FromConfig.topicRoot(config), sites(config)));
        PahoLink link = new PahoLink(
                FromConfig.broker(config, "tilewatch-" + config.station().id() + "-retire"),
                Subscription.NONE,
                () -> {});
        try {
            link.connect(Optional.empty());
            for (Message message : messages) {
                publish(link, message);
            }
        } finally {
            link.disconnect();
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "station %s is retired: %d retained messages were taken off %s%n",
                        config.station().id(), messages.size(), config.mqtt().url());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static Set<String> sites(Config config) throws IOException {
        Set<String> sites = new LinkedHashSet<>();
        config.sites().stream().map(WatchedSite::name).forEach(sites::add);
        if (Files.exists(new StateFolder(config.state()).database())) {
            try (QueueDesk desk = QueueDesk.look(config.state())) {
                sites.addAll(desk.sites());
            }
        }
        return sites;
    }

    private static boolean isRunning(Path state) throws IOException {
        Path lock = new StateFolder(state).lock();
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void publish(PahoLink link, Message message) throws LinkDown, InterruptedException {
        String why;
        try {
            Delivery delivery = link.publish(message).get(PUBACK_SECONDS, TimeUnit.SECONDS);
            if (delivery instanceof Delivery.Acknowledged) {
                return;
            }
            why = delivery.toString();
        } catch (ExecutionException | TimeoutException e) {
            why = "no PUBACK: " + e.getMessage();
        }
        throw new LinkDown("%s could not be taken off the broker (%s); run it again".formatted(message.topic(), why));
    }
}
