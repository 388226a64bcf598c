package org.tilewatch.edge.console;

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
        Figures figures) {

    public Station {
        settings = List.copyOf(settings);
    }

    /** Where files wait, and where the unusable ones are. */
    public record Folders(Path inbox, Path quarantine) {}

    /**
     * One setting, for display.
     *
     * @param value as written; holds no secret
     * @param line in the configuration file, 0 for a default
     */
    public record SettingLine(String key, String value, int line) {}
}
