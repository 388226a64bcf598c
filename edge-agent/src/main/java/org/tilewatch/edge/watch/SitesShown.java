package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.stream.Collectors;
import org.tilewatch.edge.ingest.Arrival;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.site.watched.SiteNames;

/**
 * Tells the sites that files show from their headers. For one thread.
 *
 * @param headers asked for nothing else
 */
public record SitesShown(Decoder headers, SiteNames names) implements Intake.Shows {

    @Override
    public Set<String> sites(Arrival arrival) throws IOException {
        try {
            Scene scene = headers.peek(arrival.path(), arrival.arrived());
            return names.shown(scene.footprint(), scene.collection(), arrival.folder(), scene.namePart()).stream()
                    .map(SiteNames.Shown::site)
                    .collect(Collectors.toSet());
        } catch (UnreadableTile | NoSuchFileException | AccessDeniedException e) {
            return Set.of(); // the screening tells why
        }
    }
}
