package org.tilewatch.edge.command.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.store.QueueDesk;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which station, site and period are meant. */
final class SiteChoice {

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Where where;

    @Option(names = "--site", required = true, paramLabel = "NAME", description = "The site.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String site;

    @Option(names = "--from", paramLabel = "DATE", description = "First day (UTC), such as 2026-03-01.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last day (UTC).")
    private @Nullable LocalDate to;

    private static final class Where {

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "The station's configuration (YAML); tells of zones and the alert budget too.")
        private @Nullable Path config;

        @Option(names = "--state", paramLabel = "DIR", description = "Its state folder.")
        private @Nullable Path state;
    }

    /** The record of the site over the period; also beside a running agent. */
    SiteRecord read(CommandSpec spec) throws WrongConfiguration, IOException {
        if (from != null && to != null && to.isBefore(from)) {
            throw new ParameterException(
                    spec.commandLine(), "--to: %s lies before --from %s; nothing was written".formatted(to, from));
        }
        Optional<Config> config = where.config == null ? Optional.empty() : Optional.of(Config.read(where.config));
        Path state = config.map(Config::state).orElseGet(() -> where.state == null ? Path.of(".") : where.state);
        try (QueueDesk desk = QueueDesk.look(state)) {
            if (!desk.sites().contains(site)) {
                String known = desk.sites().isEmpty() ? "none yet" : String.join(", ", desk.sites());
                throw new ParameterException(
                        spec.commandLine(),
                        "--site: no look at '%s' is on record; known sites: %s".formatted(site, known));
            }
            SiteRecord record = new RecordReader(desk, config)
                    .read(site, begin(from), begin(to).map(SiteChoice::dayAfter));
            if (record.looks().isEmpty() && record.events().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--from, --to: no look at '%s' from %s on and before %s is on record; nothing was written"
                                .formatted(site, record.from(), record.until()));
            }
            return record;
        }
    }

    private static Optional<Instant> begin(@Nullable LocalDate day) {
        return Optional.ofNullable(day)
                .map(each -> each.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static Instant dayAfter(Instant day) {
        return day.plusSeconds(86_400);
    }
}
