package org.tilewatch.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.pair.DrawnGround;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DetectCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return new CommandLine(new DetectCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Path before() throws IOException {
        return new DrawnGround().write(folder.resolve("before.tif"), 480, 400);
    }

    private Path after() throws IOException {
        return new DrawnGround().hall(120, 60, 160, 90).write(folder.resolve("after.tif"), 480, 400);
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void printsOneObjectOfTheSchemaWithoutHistory() throws Exception {
        assertThat(run(before().toString(), after().toString())).isZero();

        JsonNode look = json(out.toString());
        assertThat(look.get("schema").asInt()).isEqualTo(1);
        assertThat(look.get("source").asString()).endsWith("after.tif");
        assertThat(look.get("before").asString()).endsWith("before.tif");
        assertThat(look.get("verdict").asString()).isEqualTo("changed");
        assertThat(look.get("reason").isNull()).isTrue();
        assertThat(look.get("model").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(look.has("looks_so_far")).isFalse();
        JsonNode object = look.get("objects").get(0);
        assertThat(object.get("status").asString()).isEqualTo("provisional");
        assertThat(object.get("area_m2").isNull()).isTrue();
        assertThat(object.has("first_seen")).isFalse();
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void theChangePictureHasTheEarlierPicturesSize() throws Exception {
        Path results = folder.resolve("out");

        assertThat(run(before().toString(), after().toString(), "--out", results.toString()))
                .isZero();

        Natives.load();
        Mat change = Imgcodecs.imread(results.resolve("after.change.png").toString(), Imgcodecs.IMREAD_UNCHANGED);
        assertThat(List.of(change.cols(), change.rows(), change.channels())).containsExactly(480, 400, 1);
        assertThat(change.get(75, 140)[0]).isGreaterThan(200);
        assertThat(change.get(150, 40)[0]).isLessThan(50);
        change.release();
        assertThat(results.resolve("after.annotated.jpg")).isNotEmptyFile();
        assertThat(files(results)).hasSize(2);
    }

    @Test
    void withoutTimesTheOutputIsTheSameOnEveryRun() throws Exception {
        String before = before().toString();
        String after = after().toString();

        run(before, after, "--no-timing");
        run(before, after, "--no-timing");

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).isEqualTo(lines.get(1));
    }

    @Test
    void aPixelsCaseIsToldInTheObjectAndOnStderr() throws Exception {
        assertThat(run(before().toString(), after().toString(), "--explain", "140,75"))
                .isZero();

        JsonNode answer = json(out.toString()).get("explain_pixel");
        assertThat(answer.get("flagged").asBoolean()).isTrue();
        assertThat(answer.get("object").asString()).startsWith("after-c0r0-");
        assertThat(err.toString()).startsWith("pixel 140,75 is flagged: it belongs to object");
    }

    @Test
    void whoDecidedIsWhoExplains() throws Exception {
        assertThat(run(before().toString(), after().toString(), "--explain", "140,75"))
                .isZero();
        assertThat(err.toString())
                .contains("the network gives it a probability of")
                .doesNotContain("units of noise");
        JsonNode answer = json(out.toString()).get("explain_pixel");
        assertThat(answer.get("magnitude").asDouble())
                .isGreaterThan(answer.get("level").asDouble())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void withoutANetworkTheClassicalStagesExplain() throws Exception {
        assertThat(run(before().toString(), after().toString(), "--network", "none", "--explain", "140,75"))
                .isZero();
        assertThat(err.toString()).contains("units of noise").doesNotContain("network");
    }

    @Test
    void anUnreadablePictureIsAnUnusableVerdictWithItsReason() throws Exception {
        Path text = Files.writeString(folder.resolve("text.tif"), "not a picture, whatever its name says");

        assertThat(run(before().toString(), text.toString())).isZero();

        assertThat(json(out.toString()).get("verdict").asString()).isEqualTo("unusable");
        assertThat(json(out.toString()).get("reason").asString()).isEqualTo("not-an-image");
        assertThat(err.toString()).contains("not-an-image", "text.tif");
    }

    @Test
    void aListOfPairsGivesALinePerPairInItsOrderWhateverIsWrongWithSomeOfThem() throws Exception {
        before();
        after();
        Files.writeString(folder.resolve("text.tif"), "not a picture, whatever its name says");
        Path list = Files.writeString(folder.resolve("list.csv"), """
            name,a,b,gsd_m,note
            "../../etc/x, y",before.tif,after.tif,0.5,"a ""note"", quoted"
            same,before.tif,before.tif,,
            Same,gone.tif,before.tif,,
            bad,before.tif,text.tif,,
            ,before.tif,after.tif,,
            """);
        Path results = folder.resolve("out");

        assertThat(run("--pairs", list.toString(), "--out", results.toString())).isZero();

        List<JsonNode> lines = Files.readAllLines(results.resolve("results.jsonl")).stream()
                .map(DetectCommandTest::json)
                .toList();
        assertThat(lines)
                .extracting(line -> line.get("name").asString())
                .containsExactly("../../etc/x, y", "same", "Same", "bad", "after");
        assertThat(lines)
                .extracting(line -> line.get("verdict").asString())
                .containsExactly("changed", "unchanged", "unusable", "unusable", "changed");
        assertThat(lines.get(2).get("reason").asString()).isEqualTo("no-such-file");
        double area = lines.getFirst().get("objects").get(0).get("area_m2").asDouble();
        assertThat(area).isBetween(230.0, 370.0);
        assertThat(lines.getFirst().get("source").asString()).isEqualTo("after.tif");
        assertThat(files(results))
                .containsExactlyInAnyOrder(
                        "results.jsonl",
                        "__.._etc_x__y.change.png",
                        "same.change.png",
                        "bad.change.png",
                        "after.change.png");
        assertThat(files(folder)).contains("out").noneMatch(name -> name.endsWith(".png"));
    }

    @Test
    void namesThatDifferInCaseAloneGetFilesOfTheirOwn() throws Exception {
        before();
        Path list = Files.writeString(
                folder.resolve("list.csv"), "a,b,name\nbefore.tif,before.tif,X\nbefore.tif,before.tif,x\n");
        Path results = folder.resolve("out");

        run("--pairs", list.toString(), "--out", results.toString());

        assertThat(files(results)).contains("X.change.png", "x-2.change.png");
    }

    @Test
    void wrongUsageIsToldApartFromFailure() throws Exception {
        String before = before().toString();
        Path list = Files.writeString(folder.resolve("list.csv"), "a,c\nx,y\n");

        assertThat(run()).isEqualTo(2);
        assertThat(run(before)).isEqualTo(2);
        assertThat(run(before, folder.resolve("gone.tif").toString())).isEqualTo(2);
        assertThat(run(before, before, "--explain", "here")).isEqualTo(2);
        assertThat(run("--pairs", list.toString())).isEqualTo(2);
        assertThat(run(before, before, "--pairs", list.toString(), "--out", "x"))
                .isEqualTo(2);
    }

    @Test
    void aNetworkThatCannotBeUsedIsWrongUsageToldWithItsPath() throws Exception {
        String before = before().toString();
        Path own = Files.writeString(folder.resolve("own.onnx"), "no network");
        Path gone = folder.resolve("gone.onnx");

        assertThat(run(before, before, "--network", own.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--network: " + own + ": not an ONNX file");
        assertThat(run(before, before, "--network", gone.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--network: " + gone + ": no such file");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutANetworkTheModelIsNull() throws Exception {
        assertThat(run(before().toString(), after().toString(), "--network", "none"))
                .isZero();

        assertThat(json(out.toString()).get("model").isNull()).isTrue();
        assertThat(json(out.toString()).get("verdict").asString()).isEqualTo("changed");
    }

    @Test
    void twoPicturesAreJudgedByTheNetworkForPairsAloneOrInAList() throws Exception {
        Natives.load();
        String expected;
        try (ChangeNetwork network = NetworkChoice.BUNDLED.openForPairs().orElseThrow();
                ChangeNetwork ofStations = NetworkChoice.BUNDLED.open().orElseThrow()) {
            expected = network.id();
            assertThat(expected).isNotEqualTo(ofStations.id());
        }
        Path before = before();
        Path after = after();

        assertThat(run(before.toString(), after.toString())).isZero();
        assertThat(json(out.toString()).get("model").asString()).isEqualTo(expected);

        Path list = Files.writeString(folder.resolve("list.csv"), "a,b\n%s,%s\n".formatted(before, after));
        Path results = folder.resolve("results");
        assertThat(run("--pairs", list.toString(), "--out", results.toString())).isZero();
        assertThat(json(Files.readString(results.resolve("results.jsonl")))
                        .get("model")
                        .asString())
                .isEqualTo(expected);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
