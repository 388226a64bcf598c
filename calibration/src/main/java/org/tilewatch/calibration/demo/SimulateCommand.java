package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tilewatch.calibration.simulate.SimulatedSite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the looks of a simulated site, with what was planted there, for whoever wants pictures that may be passed on. */
@Command(
        name = "simulate",
        header = "Draws a site that exists only here, look by look, with planted events.",
        description = {
            "%nWrites one GeoTIFF and one STAC Item per look into DIR, and truth.json with the outline of every"
                + " planted event: food for 'replay', 'evaluate' and for trying a station out. The same seed draws the"
                + " same pixels.%n"
        })
public final class SimulateCommand implements Callable<Integer> {

    /** The planted events need that many. */
    private static final int FEWEST_LOOKS = 14;

    private static final int MOST_LOOKS = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--looks", paramLabel = "N", description = "looks to draw, 14 to 60 (default: ${DEFAULT-VALUE})")
    private int looks = 16;

    @Option(names = "--seed", paramLabel = "S", description = "which site is drawn (default: ${DEFAULT-VALUE})")
    private long seed = 7;

    @Parameters(paramLabel = "DIR", description = "empty or new folder")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (looks < FEWEST_LOOKS || looks > MOST_LOOKS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--looks: %d to %d, not %d".formatted(FEWEST_LOOKS, MOST_LOOKS, looks));
        }
        Files.createDirectories(folder);
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CommandLine.ParameterException(spec.commandLine(), "DIR: the folder is not empty: " + folder);
            }
        }
        SimulatedSite.of(seed, looks).writeAll(folder);
        System.out.printf("%d looks of a simulated site, seed %d, and truth.json in %s%n", looks, seed, folder);
        return 0;
    }
}
