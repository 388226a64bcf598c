package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.util.List;
import org.tilewatch.edge.command.CommandProvider;

/** Adds {@code demo} to the command line. */
public final class DemoCommands implements CommandProvider {

    private static final Station.Starter AGENT = (config, looks) -> {
        throw new IOException("this build holds no agent to start with " + config.file());
    };

    @Override
    public List<Object> commands() {
        return List.of(new DemoCommand(AGENT, Screen.onStandardOutput()));
    }
}
