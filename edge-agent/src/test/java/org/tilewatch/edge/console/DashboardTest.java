package org.tilewatch.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.health.StationState.Condition;
import tools.jackson.databind.json.JsonMapper;

/** What dashboards and alert rules ask for is what the station tells. */
final class DashboardTest {

    @ParameterizedTest
    @ValueSource(strings = {"prometheus/tilewatch-alerts.yml", "grafana/tilewatch-stations.json"})
    void everySeriesThatIsAskedForIsDocumented(String file) throws IOException {
        String document = Files.readString(Path.of("../deploy/INTERFACES.md"));
        String asking = Files.readString(Path.of("../deploy").resolve(file));
        List<String> names = Pattern.compile("\\b(tilewatch_[a-z_]+)\\b")
                .matcher(asking)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(document).contains("`" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tilewatch-stations.json"})
    void theDashboardIsSoundJson(String file) throws IOException {
        byte[] json = Files.readAllBytes(Path.of("../deploy/grafana").resolve(file));

        assertThat(JsonMapper.shared().readTree(json).path("panels").size()).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void everyConditionComesWithAnAdvice(Condition condition) {
        assertThat(Advice.on(condition.code())).isNotEmpty();
    }
}
