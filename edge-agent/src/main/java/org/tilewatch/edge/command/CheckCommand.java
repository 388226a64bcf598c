package org.tilewatch.edge.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.Config.Setting;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.watch.NetworkFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Validates a configuration and everything that it names; shows every problem, or every setting that holds. */
@Command(
        name = "check",
        header = "Validates a configuration.",
        description = "%nShows every problem as FILE:LINE:COLUMN: KEY: what is wrong, what is allowed (exit code 2), "
                + "or the settings that hold, each with its line (exit code 0). Changes nothing on disk.%n")
public final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration (YAML).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() throws WrongConfiguration {
        Config config = Config.read(file);
        PrintWriter out = spec.commandLine().getOut();
        Optional<String> untried = tryNetwork(config);
        int width =
                config.settings().stream().mapToInt(s -> s.key().length()).max().orElse(0);
        for (Setting setting : config.settings()) {
            String origin = setting.line() == 0 ? "default" : "line " + setting.line();
            out.printf("%-" + width + "s  %-8s  %s%n", setting.key(), origin, setting.value());
        }
        untried.ifPresent(out::println);
        out.printf("ok: %s, %d sites%n", config.file(), config.sites().size());
        out.flush();
        return 0;
    }

    /** Runs the user's own network once; a note where this machine cannot. */
    private static Optional<String> tryNetwork(Config config) throws WrongConfiguration {
        if (config.network().file().isEmpty()) {
            return Optional.empty();
        }
        try {
            Natives.load();
            FromConfig.network(config).open().ifPresent(ChangeNetwork::close);
            return Optional.empty();
        } catch (NetworkFault e) {
            throw FromConfig.wrong(config, e);
        } catch (UncheckedIOException | LinkageError e) {
            return Optional.of("The network was not tried out: OpenCV cannot be loaded: " + e.getMessage());
        }
    }
}
