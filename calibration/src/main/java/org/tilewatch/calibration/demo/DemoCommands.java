package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tilewatch.calibration.bench.BenchCommand;
import org.tilewatch.calibration.demo.picture.ReadmePictureCommand;
import org.tilewatch.calibration.demo.picture.SimulateCommand;
import org.tilewatch.edge.EdgeAgent;
import org.tilewatch.edge.command.CommandProvider;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.watch.look.Judgement;

/** Adds what draws its own looks to the command line: {@code demo}, {@code simulate}, {@code bench} and the hidden {@code readme-picture}. */
public final class DemoCommands implements CommandProvider {

    @Override
    public List<Object> commands() {
        Screen screen = Screen.onStandardOutput();
        Station.Starter starter = (config, looks) -> agent(config, screen.lamps(), looks);
        return List.of(
                new DemoCommand(starter, screen),
                new SimulateCommand(),
                new BenchCommand(),
                new ReadmePictureCommand());
    }

    private static Station agent(Config config, ConsoleLamps lamps, Consumer<Station.SettledLook> looks)
            throws IOException {
        // The demo's dates are drawn: whether this machine's clock is right has no bearing on it.
        EdgeAgent agent = EdgeAgent.start(config, lamps, look -> looks.accept(settled(look)), Optional::empty);
        return new Station() {
            @Override
            public int reportsWaiting() throws IOException {
                return agent.reportsWaiting();
            }

            @Override
            public void close() throws IOException {
                agent.close();
            }
        };
    }

    private static Station.SettledLook settled(Judgement look) {
        return new Station.SettledLook(
                look.scene().pass().acquired(),
                look.verdict(),
                look.reason(),
                look.observedFraction(),
                look.shiftX(),
                look.shiftY(),
                look.shiftTrust(),
                look.looksSoFar(),
                look.looksNeeded());
    }
}
