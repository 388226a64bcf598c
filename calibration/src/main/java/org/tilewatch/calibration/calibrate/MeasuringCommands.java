package org.tilewatch.calibration.calibrate;

import java.util.List;
import org.tilewatch.calibration.evaluate.EvaluateCommand;
import org.tilewatch.edge.command.CommandProvider;

/** Adds {@code evaluate} and {@code calibrate} to the command line. */
public final class MeasuringCommands implements CommandProvider {

    @Override
    public List<Object> commands() {
        return List.of(new EvaluateCommand(), new CalibrateCommand());
    }
}
