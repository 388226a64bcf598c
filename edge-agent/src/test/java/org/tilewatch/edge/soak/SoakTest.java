package org.tilewatch.edge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The fast version of deploy/proof/soak.sh. */
final class SoakTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void smallLooksGoThroughAWholeAgentAndAreTold() throws Exception {
        Soak soak = new Soak(folder, 232, "mqtt://127.0.0.1:1", Duration.ofMinutes(5));

        String line = soak.run();

        assertThat(line).startsWith("soak: 232 looks");
        assertThat(soak.reports()).isPositive();
    }
}
