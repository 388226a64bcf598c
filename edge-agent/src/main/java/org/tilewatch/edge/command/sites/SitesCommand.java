package org.tilewatch.edge.command.sites;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.sites.SitesFile;
import org.tilewatch.edge.site.watched.WatchedSite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the sites file. */
@Command(
        name = "sites",
        header = "Checks a sites file.",
        description = "%nA sites file is GeoJSON: sites, their zones and their reference structures.%n")
public final class SitesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "sites: which of its commands? allowed: check");
    }

    /** Checks it. */
    @Command(
            name = "check",
            header = "Checks a sites file.",
            description =
                    "%nShows every problem as FILE: PATH: what is wrong; allowed: ... (exit code 2), or a table of "
                            + "sites, zones and reference structures with their areas on the ground (exit code 0).%n")
    int check(@Parameters(paramLabel = "FILE", description = "The sites file (GeoJSON).") Path file)
            throws WrongConfiguration {
        List<WatchedSite> sites = SitesFile.read(file);
        PrintWriter out = spec.commandLine().getOut();
        SitesTable.print(sites, out);
        int zones = sites.stream().mapToInt(site -> site.zones().size()).sum();
        int structures =
                sites.stream().mapToInt(site -> site.structures().size()).sum();
        out.printf(
                "ok: %s, %s, %s, %s%n",
                file,
                counted(sites.size(), "site"),
                counted(zones, "zone"),
                counted(structures, "reference structure"));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
