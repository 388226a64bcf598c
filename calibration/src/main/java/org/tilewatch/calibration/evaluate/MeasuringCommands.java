package org.tilewatch.calibration.evaluate;

import java.util.List;
import org.tilewatch.edge.command.CommandProvider;

/** Adds {@code evaluate} to the command line. */
public final class MeasuringCommands implements CommandProvider {

    @Override
    public List<Object> commands() {
        return List.of(new EvaluateCommand());
    }
}
