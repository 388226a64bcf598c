package org.tilewatch.edge.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.health.StationState.Condition;

/** What takes a station off the broker for good: an empty message in place of each that it left there for later subscribers. */
public final class Retirement {

    private Retirement() {}

    /**
     * The messages, with absolute topics.
     *
     * @param root topic above all of the station's
     * @param sites that it ever told of
     */
    public static List<Message> messages(String root, Collection<String> sites) {
        List<String> topics = new ArrayList<>(List.of("status"));
        for (Condition condition : Condition.values()) {
            topics.add("condition/" + condition.code());
        }
        for (String site : sites) {
            topics.add("coverage/" + Topics.level(site));
            topics.add(Topics.latestPicture(site, "before"));
            topics.add(Topics.latestPicture(site, "after"));
            topics.add(Topics.latestPicture(site, "diff"));
        }
        return topics.stream()
                .map(topic -> new Message(root + "/" + topic, new byte[0], "", Map.of(), Optional.empty(), true))
                .toList();
    }
}
