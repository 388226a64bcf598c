package org.tilewatch.edge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/** A configuration file in a folder of its own, for tests. */
record WrittenConfig(Path folder) {

    /** The least that a configuration must say. */
    static final String LEAST = """
        station: { id: han-01 }
        inbox: { folder: in }
        state: state
        mqtt: { url: "tcp://localhost:1883" }
        """;

    Path file() {
        return folder.resolve("station.yaml");
    }

    Config read(String yaml) throws IOException, WrongConfiguration {
        return Config.read(Files.writeString(file(), yaml));
    }

    /** What is told of it; empty if it holds. */
    List<String> problems(String yaml) throws IOException {
        try {
            read(yaml);
            return List.of();
        } catch (WrongConfiguration wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
    }

    /** A file that its owner alone may read. */
    Path secret(String name) throws IOException {
        Path made = Files.writeString(folder.resolve(name), "secret");
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    }
}
