package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tilewatch.edge.command.Folders;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what each stage of a look costs on this machine. */
@Command(
        name = "bench",
        header = "Tells what each stage of a look costs on this machine.",
        description = {
            "%nDraws a place, and measures each stage by itself on looks with a full history: nanoseconds per pixel of"
                + " the look, megapixels per second (10^6 pixels), times a plain copy of the same bytes, KiB of Java's"
                + " heap and of native memory per look. One thread.%n"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final int MOST_ROUNDS = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often everything is measured, 1 to " + MOST_ROUNDS + " (default: ${DEFAULT-VALUE}).")
    private int rounds = 9;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--rounds: 1 to %d, not %d".formatted(MOST_ROUNDS, rounds));
        }
        Natives.load();
        Path folder = Files.createTempDirectory("tilewatch-bench");
        try {
            tell(new Bench(DrawnPlace.draw(folder), rounds).measure());
        } catch (UnreadableTile e) {
            throw new IllegalStateException("a drawn look can be read", e);
        } finally {
            Folders.remove(folder);
        }
        return 0;
    }

    private void tell(Bench.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(BenchText.json(result));
        } else {
            BenchText.table(result).forEach(out::println);
        }
        out.flush();
    }
}
