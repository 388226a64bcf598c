package org.tilewatch.edge.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.publish.PublishingLoop.Besides;
import org.tilewatch.edge.report.Message;

/**
 * Announces the station on every connect, whenever Home Assistant comes up, and when there is a site more or less. What was announced
 * is noted in a file, since Home Assistant keeps a component until it is told that it is gone, also over our restarts.
 */
public final class HomeAssistantTeller implements Besides {

    private static final Logger LOG = LoggerFactory.getLogger(HomeAssistantTeller.class);
    /** Each site takes about 1 kB of the announcement. */
    private static final int MOST_SITES = 24;

    private final Announced station;
    private final boolean wanted;
    private final Sites sites;
    private final Path note;
    private volatile boolean due = true;
    private List<String> told = List.of();

    /** Where the sites are known. */
    public interface Sites {

        /** Names of all, the most important first. */
        List<String> names() throws IOException;
    }

    /**
     * A teller for one station.
     *
     * @param wanted false: the announcement is withdrawn on every connect
     * @param note file that belongs to the teller alone
     */
    public HomeAssistantTeller(Announced station, boolean wanted, Sites sites, Path note) {
        this.station = station;
        this.wanted = wanted;
        this.sites = sites;
        this.note = note;
    }

    /** Topic filters of what is to be heard. */
    public List<String> filters() {
        return wanted ? List.of(station.birthTopic()) : List.of();
    }

    /** Takes a message, on any thread; returns at once. Whether it is for the teller. */
    public boolean hear(Message message) {
        if (!message.topic().equals(station.birthTopic())) {
            return false;
        }
        if (new String(message.payload(), StandardCharsets.UTF_8).equals("online")) {
            due = true;
        }
        return true;
    }

    @Override
    public void connected() {
        due = true;
    }

    @Override
    public List<Message> next() throws IOException {
        if (!wanted) {
            return withdrawn();
        }
        List<String> now = sites.names().stream().limit(MOST_SITES).toList();
        if (!due && now.equals(told)) {
            return List.of();
        }
        due = false;
        told = now;
        Map<String, String> before = noted();
        Map<String, String> components = DiscoveryCodec.components(DiscoveryCodec.announcement(station, now, Map.of()));
        Map<String, String> gone = new LinkedHashMap<>(before);
        gone.keySet().removeAll(components.keySet());
        if (!components.equals(before)) {
            write(components);
        }
        return List.of(DiscoveryCodec.announcement(station, now, gone));
    }

    private List<Message> withdrawn() throws IOException {
        if (!due) {
            return List.of();
        }
        due = false;
        Files.deleteIfExists(note);
        return List.of(DiscoveryCodec.withdrawal(station));
    }

    private Map<String, String> noted() {
        try {
            return Files.exists(note)
                    ? Files.readAllLines(note).stream()
                            .map(line -> line.split(" ", 2))
                            .filter(parts -> parts.length == 2)
                            .collect(Collectors.toMap(
                                    parts -> parts[0], parts -> parts[1], (one, _) -> one, LinkedHashMap::new))
                    : Map.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); what vanished since stays in Home Assistant", note, e.toString());
            return Map.of();
        }
    }

    private void write(Map<String, String> components) throws IOException {
        String text = components.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() + "\n")
                .collect(Collectors.joining());
        Path part = note.resolveSibling(note.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
