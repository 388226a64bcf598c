package org.tilewatch.edge.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.console.Station.ZoneBook;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

/** Zones of one site, kept in memory; no two of one name. */
public final class KeptZones implements ZoneBook {

    private final List<Zone> zones = new ArrayList<>();

    @Override
    public synchronized List<WatchedSite> sites() {
        Outline everywhere = new Outline(List.of(new double[] {-180, -90, 180, -90, 180, 90, -180, 90}));
        return List.of(new WatchedSite("harbour", List.of(everywhere), Optional.empty(), zones, List.of()));
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public synchronized Optional<String> add(String site, Zone zone) {
        if (!site.equals("harbour")
                || zones.stream().anyMatch(each -> each.name().equals(zone.name()))) {
            return Optional.of("name: '%s' names another zone of its site as well".formatted(zone.name()));
        }
        zones.add(zone);
        return Optional.empty();
    }
}
