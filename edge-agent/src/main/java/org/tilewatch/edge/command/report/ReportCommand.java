package org.tilewatch.edge.command.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.report.page.SiteReportPage;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the report of a site over a period. */
@Command(
        name = "report",
        header = "Writes the report of a site: what changed, with pictures and figures.",
        description =
                "%nOne HTML file that needs nothing else; prints well. Works while the agent runs as well as when it"
                        + " is stopped. Without a period the report tells all that is on record.%n")
public final class ReportCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SiteChoice choice;

    @Option(names = "--out", required = true, paramLabel = "FILE.html", description = "Where to write it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws WrongConfiguration, IOException {
        SiteRecord record = choice.read(spec);
        byte[] page = SiteReportPage.of(record).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(out, page);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %s, %s, %,d KiB%n",
                        out,
                        Wording.counted(record.published().size(), "event"),
                        Wording.counted(record.looks().size(), "look"),
                        Math.ceilDiv(Files.size(out), 1024));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
