package org.tilewatch.edge.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.metrics.Figures;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.store.Store;

/**
 * What the page is told of its station; its suppliers may be asked by any thread.
 *
 * @param location longitude and latitude, degrees
 * @param brokerUrl without user and password
 * @param falsePerHundredTiles the alert budget
 * @param alive whether every loop is
 */
public record Station(
        String id,
        String name,
        Optional<double[]> location,
        String version,
        Instant started,
        String brokerUrl,
        double falsePerHundredTiles,
        Folders folders,
        List<SettingLine> settings,
        Supplier<StationState> state,
        Supplier<LampState> lamps,
        BooleanSupplier alive,
        Orders orders,
        Store store,
        ZoneBook zones,
        Figures figures) {

    public Station {
        settings = List.copyOf(settings);
    }

    /** Where files wait, and where the unusable ones are. */
    public record Folders(Path inbox, Path quarantine) {}

    /** The zones of the watched sites; may be asked by any thread. */
    public interface ZoneBook {

        /** The sites as they are watched now. */
        List<WatchedSite> sites();

        /** Whether there is a file that a zone can be written to. */
        boolean writable();

        /**
         * Adds a zone to a site, in the sites file and for the looks that come.
         *
         * @return what stands against it, for people; empty if it was saved
         * @throws IOException if the file cannot be written; it is as it was then
         */
        Optional<String> add(String site, Zone zone) throws IOException;
    }

    /**
     * One setting, for display.
     *
     * @param value as written; holds no secret
     * @param line in the configuration file, 0 for a default
     */
    public record SettingLine(String key, String value, int line) {}
}
