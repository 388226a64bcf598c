package org.tilewatch.edge.command.queue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which station's state folder is meant. */
final class StateOption {

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Where where;

    private static final class Where {

        @Option(names = "--config", paramLabel = "FILE", description = "The station's configuration (YAML).")
        private @Nullable Path config;

        @Option(names = "--state", paramLabel = "DIR", description = "Its state folder.")
        private @Nullable Path state;
    }

    Path folder() throws WrongConfiguration {
        if (where.config != null) {
            return Config.read(where.config).state();
        }
        return where.state == null ? Path.of(".") : where.state;
    }
}
