package org.tilewatch.edge.command.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SitesCommandTest {

    private static final String FILE = "{\"type\":\"FeatureCollection\",\"features\":["
            + "{\"type\":\"Feature\",\"properties\":{\"name\":\"works\"},\"geometry\":{\"type\":\"Polygon\","
            + "\"coordinates\":[[[10,0],[10.01,0],[10.01,0.01],[10,0.01],[10,0]]]}},"
            + "{\"type\":\"Feature\",\"properties\":{\"role\":\"zone\",\"name\":\"gate\",\"purpose\":\"entrance\","
            + "\"minArea\":25,\"alertOnProvisional\":true},\"geometry\":{\"type\":\"Polygon\","
            + "\"coordinates\":[[[10,0],[10.001,0],[10.001,0.001],[10,0.001],[10,0]]]}}]}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void soundFileGivesATableWithAreasOnTheGround() throws IOException {
        int code = check(FILE);

        assertThat(code).isZero();
        // A hundredth of a degree at the equator: 1,113.2 m by 1,105.7 m.
        assertThat(out.toString())
                .containsPattern("works +site +1\\.23 km2 +grid by its first look")
                .containsPattern("  gate +zone: entrance +12,309 m2 +from 25 m2, alerts on the first look")
                .contains("1 site, 1 zone, 0 reference structures");
    }

    @Test
    void problemsEndWithTwo() throws IOException {
        assertThat(check(FILE.replace("entrance", "quay"))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private int check(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sites.geojson"), text);
        CommandLine line = new CommandLine(new SitesCommand()).setOut(new PrintWriter(out));
        line.setExecutionExceptionHandler((failure, failed, parsed) -> 2);
        return line.execute("check", file.toString());
    }
}
