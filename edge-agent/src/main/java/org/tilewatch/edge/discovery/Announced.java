package org.tilewatch.edge.discovery;

import java.util.Optional;
import java.util.Set;

/**
 * The station as Home Assistant is to know it.
 *
 * @param id of the station: a-z, 0-9 and -
 * @param name for people
 * @param pageUrl where people look at the station, if anywhere
 * @param root topic above all of the station's, for instance {@code tilewatch/1/han-01}
 * @param prefix the topic level under which Home Assistant looks for what announces itself
 * @param commands names of the commands that the station takes
 */
public record Announced(
        String id,
        String name,
        String version,
        Optional<String> pageUrl,
        String root,
        String prefix,
        Set<String> commands) {

    public Announced {
        commands = Set.copyOf(commands);
    }

    /** The topic of the announcement. */
    public String topic() {
        return prefix + "/device/" + id + "/config";
    }

    /** Where Home Assistant tells that it has come up. */
    public String birthTopic() {
        return prefix + "/status";
    }
}
