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
import org.tilewatch.edge.site.Outline;
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
        Learning learning,
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

    /** What reviews and the past taught the station; may be asked by any thread. */
    public interface Learning {

        /** Of a station that learns nothing from them. */
        Learning NONE = new Learning() {

            @Override
            public Optional<Learned> of(String site) {
                return Optional.empty();
            }

            @Override
            public List<Outline> restless(String site) {
                return List.of();
            }
        };

        /** About a site's alerts; empty where nothing is learned from reviews. */
        Optional<Learned> of(String site) throws IOException;

        /** Places where things came and went, or that people rejected, in pixels of the site's grid: what is seen there has to be surer. */
        List<Outline> restless(String site) throws IOException;
    }

    /**
     * Least probabilities from which a site's alerts are told, 0 to 1, outside of zones with rules of their own.
     *
     * @param reviews how many people's reviews they reckon with
     * @param confirmedFrom of events that a second look showed
     * @param provisionalFrom of events that one look showed
     * @param confirmedUsually without the reviews, as the next
     */
    public record Learned(
            int reviews,
            double confirmedFrom,
            double confirmedUsually,
            double provisionalFrom,
            double provisionalUsually) {}

    /**
     * One setting, for display.
     *
     * @param value as written; holds no secret
     * @param line in the configuration file, 0 for a default
     */
    public record SettingLine(String key, String value, int line) {}
}
