package org.tilewatch.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.metrics.MinuteFigures;

@Timeout(30)
final class MinuteFiguresTest {

    @TempDir
    Path folder;

    @Test
    void theFiguresAreToldAtOnceAndThenOnceAMinute() throws IOException {
        AtomicLong now = new AtomicLong(-5);
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            MinuteFigures due = new MinuteFigures(station.figures, "tilewatch/1/han-01/metrics", now::get);

            assertThat(due.get()).singleElement().satisfies(message -> {
                assertThat(message.topic()).isEqualTo("tilewatch/1/han-01/metrics");
                assertThat(new String(message.payload(), StandardCharsets.UTF_8))
                        .contains("\ntilewatch_broker_up 0\n");
                assertThat(message.retained()).isFalse();
            });
            now.addAndGet(Duration.ofSeconds(59).toNanos());
            assertThat(due.get()).isEmpty();
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(due.get()).hasSize(1);
        }
    }
}
