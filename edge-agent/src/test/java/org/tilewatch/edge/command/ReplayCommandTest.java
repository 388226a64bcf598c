package org.tilewatch.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.watch.DrawnLooks;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReplayCommandTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final DrawnSite PORT = new DrawnSite(7);
    private static final DrawnSite YARD = new DrawnSite(3);

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void everyImageOfEverySiteIsALineInOrderOfTime() throws IOException {
        drawTwoSites();
        Files.writeString(folder.resolve("images/port/notes.txt"), "no image");
        Path out = folder.resolve("r.jsonl");

        int code = replay(images(), "--out", out.toString());

        assertThat(code).isZero();
        List<JsonNode> lines = lines(out);
        assertThat(lines).hasSize(2 * 8);
        assertThat(lines).extracting(line -> line.get("acquired").stringValue()).isSorted();
        assertThat(lines).extracting(line -> line.get("site").stringValue()).containsOnly("port", "yard");
        assertThat(lines.getFirst().get("source").stringValue()).isEqualTo("port/" + DrawnLooks.name("port", 0));
        assertThat(lines.getFirst().get("verdict").stringValue()).isEqualTo("learning");
        assertThat(lines.getFirst().has("timing_ms")).isTrue();
        assertThat(verdicts(lines, "yard").getLast()).isEqualTo("unchanged");
        assertThat(verdicts(lines, "port").getLast()).isEqualTo("changed");
    }

    @Test
    void withoutTimesTheOutputIsTheSameWithAnyNumberOfThreads() throws IOException {
        drawTwoSites();
        Path one = folder.resolve("one.jsonl");
        Path two = folder.resolve("two.jsonl");

        replay(images(), "--no-timing", "--out", one.toString());
        replay(images(), "--no-timing", "--threads", "2", "--out", two.toString());

        assertThat(one).content().doesNotContain("timing_ms").isNotBlank();
        assertThat(two).hasSameBinaryContentAs(one);
    }

    /** Each look lies in a folder of its own. */
    @Test
    void aSceneOfTwoSitesIsALineForEachWithAnyNumberOfThreads() throws IOException {
        DrawnSite built = PORT.with(new Building(160, 100, 24, 16, 170));
        for (int day = 0; day < 8; day++) {
            DrawnLooks.write(folder.resolve("images/day" + day), "pass", day, day < 6 ? PORT : built);
        }
        Path sites = Files.writeString(folder.resolve("sites.geojson"), """
            {"type": "FeatureCollection", "features": [%s, %s]}\
            """.formatted(
                        feature("quay", 20, 20, 120, 230), feature("shed", 136, 20, 236, 230)));
        Path one = folder.resolve("one.jsonl");
        Path two = folder.resolve("two.jsonl");

        replay(images(), "--sites", sites.toString(), "--no-timing", "--out", one.toString());
        replay(images(), "--sites", sites.toString(), "--no-timing", "--threads", "3", "--out", two.toString());

        List<JsonNode> lines = lines(one);
        assertThat(lines).hasSize(2 * 8);
        assertThat(verdicts(lines, "quay")).hasSize(8).startsWith("learning").doesNotContain("changed");
        assertThat(verdicts(lines, "shed")).startsWith("learning").endsWith("changed");
        assertThat(two).hasSameBinaryContentAs(one);
    }

    private static String feature(String name, int left, int top, int right, int bottom) {
        double[] ring = DrawnLooks.site(name, left, top, right, bottom)
                .outlines()
                .getFirst()
                .outer();
        String points = IntStream.of(0, 2, 4, 6, 0)
                .mapToObj(i -> "[" + ring[i] + "," + ring[i + 1] + "]")
                .collect(Collectors.joining(","));
        return """
            {"type": "Feature", "properties": {"name": "%s"}, "geometry": {"type": "Polygon", "coordinates": [[%s]]}}\
            """.formatted(name, points);
    }

    @Test
    void picturesWithoutTimeAndPlaceAreLooksInOrderOfName() throws IOException {
        for (int day = 0; day < 4; day++) {
            png(folder.resolve("images/port/" + (char) ('a' + day) + ".png"), day);
        }
        Path out = folder.resolve("r.jsonl");

        assertThat(replay(images(), "--out", out.toString())).isZero();

        assertThat(lines(out))
                .extracting(line -> line.get("source").stringValue())
                .containsExactly("port/a.png", "port/b.png", "port/c.png", "port/d.png");
        assertThat(verdicts(lines(out), "port")).containsExactly("learning", "learning", "learning", "unchanged");
        assertThat(lines(out))
                .allSatisfy(line -> assertThat(line.get("epsg").isNull()).isTrue());
    }

    @Test
    void aBrokenFileIsALineAndTheNextGoesOn() throws IOException {
        DrawnLooks.write(folder.resolve("images/port"), "port", 0, PORT);
        Files.writeString(folder.resolve("images/port").resolve(DrawnLooks.name("port", 1)), "no image");
        DrawnLooks.write(folder.resolve("images/port"), "port", 2, PORT);
        Path out = folder.resolve("r.jsonl");

        assertThat(replay(images(), "--out", out.toString())).isZero();

        assertThat(verdicts(lines(out), "port")).containsExactlyInAnyOrder("learning", "unusable", "learning");
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        DrawnLooks.write(folder.resolve("images/port"), "port", 0, PORT);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("images"));
        Path out = folder.resolve("r.jsonl");

        assertThat(replay(link.toString(), "--out", out.toString())).isZero();

        assertThat(lines(out))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.get("source").stringValue()).isEqualTo("port/" + DrawnLooks.name("port", 0)));
    }

    @Test
    void aFileThatIsNoLookStandsUnderTheNameOfItsSite() throws IOException {
        DrawnLooks.write(folder.resolve("images/old port"), "port", 0, PORT);
        Files.writeString(folder.resolve("images/old port").resolve(DrawnLooks.name("port", 1)), "no image");
        Path out = folder.resolve("r.jsonl");

        assertThat(replay(images(), "--out", out.toString())).isZero();

        assertThat(verdicts(lines(out), "old-port")).containsExactlyInAnyOrder("learning", "unusable");
    }

    @Test
    void withoutAFileTheLinesGoToStandardOutputWhichStaysOpen() throws IOException {
        DrawnLooks.write(folder.resolve("images/port"), "port", 0, PORT);
        PrintStream before = System.out;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertThat(replay(images())).isZero();
            System.out.print("still open");
        } finally {
            System.setOut(before);
        }

        assertThat(told.toString(StandardCharsets.UTF_8))
                .startsWith("{\"schema\":1")
                .endsWith("}\nstill open");
    }

    @Test
    void aMissingFolderIsWrongUsage() {
        assertThat(replay(folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(said.toString()).contains("nowhere");
    }

    @Test
    void aFolderWithoutImagesIsWrongUsage() throws IOException {
        Files.createDirectories(folder.resolve("images/port"));

        assertThat(replay(images())).isEqualTo(2);
        assertThat(said.toString()).contains("no images");
    }

    @Test
    void noThreadsAreWrongUsage() throws IOException {
        drawTwoSites();

        assertThat(replay(images(), "--threads", "0")).isEqualTo(2);
        assertThat(said.toString()).contains("--threads");
    }

    private String images() {
        return folder.resolve("images").toString();
    }

    private int replay(String... arguments) {
        CommandLine line = new CommandLine(new ReplayCommand());
        line.setErr(new PrintWriter(said));
        return line.execute(arguments);
    }

    /** A hall goes up in the port on the last two of eight days; the yard stays as it is. */
    private void drawTwoSites() throws IOException {
        DrawnSite built = PORT.with(new Building(140, 100, 24, 16, 170));
        for (int day = 0; day < 8; day++) {
            DrawnLooks.write(folder.resolve("images/port"), "port", day, day < 6 ? PORT : built);
            DrawnLooks.write(folder.resolve("images/yard"), "yard", day, YARD);
        }
    }

    private static void png(Path file, int day) throws IOException {
        BufferedImage image = new BufferedImage(160, 160, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 160; y++) {
            for (int x = 0; x < 160; x++) {
                int rgb = 0;
                for (int band = 0; band < 3; band++) {
                    rgb = rgb << 8 | PORT.sample(DrawnSite.day(day), x, y, band);
                }
                image.setRGB(x, y, rgb);
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static List<JsonNode> lines(Path out) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    private static List<String> verdicts(List<JsonNode> lines, String site) {
        return lines.stream()
                .filter(line -> line.get("site").stringValue().equals(site))
                .map(line -> line.get("verdict").stringValue())
                .toList();
    }
}
