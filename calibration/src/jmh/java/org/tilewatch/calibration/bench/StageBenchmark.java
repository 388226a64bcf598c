package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.tilewatch.calibration.bench.Stages.Stage;
import org.tilewatch.edge.command.Folders;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** The stages that {@code bench} lists, under JMH: each again and again on the last look of the same drawn place. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StageBenchmark {

    private static final String COPY = "copy";

    /** Filled in by {@link #main}. */
    @Param(COPY)
    public String stage = COPY;

    private Path folder = Path.of("");
    private Stages stages;
    private Stages.Step step = () -> {};

    /** Draws the place and brings its last look as far as the stage needs it. */
    @Setup(Level.Trial)
    public void draw() throws IOException, UnreadableTile {
        Natives.load();
        folder = Files.createTempDirectory("tilewatch-bench");
        stages = new Stages();
        stages.take(DrawnPlace.draw(folder).steady().getLast());
        for (Stage each : stages.all()) {
            each.step().run();
        }
        step = stages.all().stream()
                .filter(each -> each.name().equals(stage))
                .map(Stage::step)
                .findFirst()
                .orElse(stages::copy);
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        stages.close();
        Folders.remove(folder);
    }

    /** Microseconds per look. */
    @Benchmark
    public void look() throws IOException, UnreadableTile {
        step.run();
    }

    /** JMH with its own options; stages are those of {@code bench}, and heap per look is told. */
    public static void main(String[] arguments) throws IOException, RunnerException, CommandLineOptionException {
        Natives.load();
        List<String> names = new ArrayList<>(List.of(COPY));
        try (Stages stages = new Stages()) {
            stages.all().forEach(each -> names.add(each.name()));
        }
        CommandLineOptions given = new CommandLineOptions(arguments);
        OptionsBuilder options = new OptionsBuilder();
        options.parent(given);
        options.include(StageBenchmark.class.getName()).addProfiler(GCProfiler.class);
        if (!given.getParameter("stage").hasValue()) {
            options.param("stage", names.toArray(new String[0]));
        }
        new Runner(options.build()).run();
    }
}
