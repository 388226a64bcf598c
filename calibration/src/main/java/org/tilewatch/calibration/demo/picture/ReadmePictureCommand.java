package org.tilewatch.calibration.demo.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the picture of the README: the largest alert that the station's own pipeline draws up over the simulated site. */
@Command(
        name = "readme-picture",
        hidden = true,
        description = "Draws the largest alert on the simulated site, as the README shows it.")
public final class ReadmePictureCommand implements Callable<Integer> {

    @Option(names = "--looks", paramLabel = "N", description = "looks to draw, 14 or more (default: ${DEFAULT-VALUE})")
    private int looks = 14;

    @Option(names = "--seed", paramLabel = "S", description = "which site is drawn (default: ${DEFAULT-VALUE})")
    private long seed = 7;

    @Parameters(paramLabel = "FILE", description = "the picture, .jpg or .png")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() throws IOException {
        Report report = LargestAlert.on(SimulatedSite.of(seed, looks));
        AlertSummary alert = AlertSummary.read(report.alert().payload());
        Files.write(file, AlertSheet.draw(report, alert, String.valueOf(file.getFileName())));
        System.out.println(file + ": " + alert.sentence());
        return 0;
    }
}
