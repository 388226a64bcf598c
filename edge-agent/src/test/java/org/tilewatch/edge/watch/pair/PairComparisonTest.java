package org.tilewatch.edge.watch.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.pair.PairJudgement.Found;
import org.tilewatch.edge.watch.pair.PairJudgement.Pixel;

final class PairComparisonTest {

    @TempDir
    Path folder;

    private PairComparison comparison;

    @BeforeEach
    void open() {
        Natives.load();
        comparison =
                new PairComparison(DetectorSettings.DEFAULT, Optional.empty(), AlertPolicy.DEFAULT, PairOdds.DEFAULT);
    }

    @AfterEach
    void close() {
        comparison.close();
    }

    private PairJudgement compare(Path before, Path after) throws IOException {
        return comparison.compare(new Pair("p", before, after, Double.NaN), Optional.empty());
    }

    private Path ground(String name) throws IOException {
        return new DrawnGround().write(folder.resolve(name), 512, 512);
    }

    private Path hall(String name) throws IOException {
        return new DrawnGround().hall(120, 60, 160, 90).write(folder.resolve(name), 512, 512);
    }

    private static double[] middle(double[] ring) {
        double x = 0;
        double y = 0;
        double area = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int j = (i + 2) % ring.length;
            double cross = ring[i] * ring[j + 1] - ring[j] * ring[i + 1];
            area += cross / 2;
            x += (ring[i] + ring[j]) * cross / 6;
            y += (ring[i + 1] + ring[j + 1]) * cross / 6;
        }
        return new double[] {x / area, y / area};
    }

    @Test
    void aPictureIsUnchangedAgainstItself() throws Exception {
        PairJudgement pair = compare(hall("a.tif"), hall("b.tif"));

        assertThat(pair.verdict()).isEqualTo("unchanged");
        assertThat(pair.score()).isLessThan(0.1);
        assertThat(pair.observedFraction()).isGreaterThan(0.95);
        assertThat(greatestLevel(0, 0, 512, 512)).isLessThan(50);
    }

    @Test
    void withTheBundledNetworkAPictureIsUnchangedAgainstItselfAndHiddenGroundStaysDark() throws Exception {
        comparison.close();
        comparison = new PairComparison(
                DetectorSettings.DEFAULT, NetworkChoice.BUNDLED.openForPairs(), AlertPolicy.DEFAULT, PairOdds.DEFAULT);
        Path before = new DrawnGround().at(0, 0).hall(60, 60, 100, 90).write(folder.resolve("a.tif"), 400, 400);
        Path half = new DrawnGround().at(200, 0).write(folder.resolve("b.tif"), 400, 400);

        PairJudgement same = compare(before, before);

        assertThat(comparison.model()).isPresent();
        assertThat(same.verdict()).isEqualTo("unchanged");
        assertThat(same.objects()).isEmpty();
        assertThat(greatestLevel(0, 0, 400, 400)).isLessThan(25);

        PairJudgement partly = compare(before, half);

        assertThat(partly.objects()).isEmpty();
        assertThat(greatestLevel(0, 0, 199, 400)).isZero();
        assertThat(greatestLevel(200, 0, 400, 400)).isLessThan(50);
    }

    @Test
    void aNewHallIsAChangeWhereItStands() throws Exception {
        PairJudgement pair = compare(ground("a.tif"), hall("b.tif"));

        assertThat(pair.verdict()).isEqualTo("changed");
        Found object = pair.objects().getFirst();
        assertThat(object.seen().event().polarity()).isEqualTo(Polarity.APPEARED);
        assertThat(object.seen().event().areaSquareMetres()).isCloseTo(40 * 30, within(250.0));
        assertThat(middle(object.before())).containsExactly(new double[] {139.5, 74.5}, within(2.0));
        assertThat(middle(object.seen().pixels())).containsExactly(new double[] {139.5, 74.5}, within(2.0));
        assertThat(pair.areaKnown()).isFalse();
    }

    /** Boxes in metres. */
    @Test
    void theMapIsSureInsideTheHallAndDarkElsewhere() throws Exception {
        compare(ground("a.tif"), hall("b.tif"));

        assertThat(leastLevel(124, 64, 156, 86)).isGreaterThan(200);
        assertThat(greatestLevel(0, 0, 512, 54)).isLessThan(50);
        assertThat(greatestLevel(0, 96, 512, 512)).isLessThan(50);
        assertThat(greatestLevel(0, 0, 114, 512)).isLessThan(50);
        assertThat(greatestLevel(166, 0, 512, 512)).isLessThan(50);
    }

    @Test
    void aHallThatIsGoneIsAChange() throws Exception {
        PairJudgement pair = compare(
                new DrawnGround().hall(120, 60, 180, 100).write(folder.resolve("a.tif"), 512, 512), ground("b.tif"));

        assertThat(pair.verdict()).isEqualTo("changed");
    }

    @Test
    void otherPixelSizeAndOriginAreBroughtOntoTheEarlierPicturesGrid() throws Exception {
        Path before = new DrawnGround().gsd(0.5).at(0, 0).write(folder.resolve("a.tif"), 800, 600);
        Path after =
                new DrawnGround().gsd(0.8).at(-20, -12).hall(90, 50, 120, 74).write(folder.resolve("b.tif"), 540, 420);

        PairJudgement pair = compare(before, after);

        assertThat(pair.verdict()).isEqualTo("changed");
        Found object = pair.objects().getFirst();
        assertThat(middle(object.before())).containsExactly(new double[] {209.5, 123.5}, within(3.0));
        assertThat(middle(object.seen().pixels()))
                .containsExactly(new double[] {(105 + 20) / 0.8 - 0.5, (62 + 12) / 0.8 - 0.5}, within(2.0));
        assertThat(object.seen().event().areaSquareMetres()).isCloseTo(30 * 24, within(150.0));
        assertThat(object.seen().geometry()).isPresent();
        assertThat(pair.areaKnown()).isTrue();
    }

    @Test
    void picturesOfOtherGroundDoNotOverlap() throws Exception {
        Path before = new DrawnGround().at(0, 0).write(folder.resolve("a.tif"), 128, 128);

        PairJudgement beside = compare(before, new DrawnGround().at(129, 0).write(folder.resolve("b.tif"), 128, 128));
        PairJudgement away = compare(before, new DrawnGround().at(9e6, 0).write(folder.resolve("c.tif"), 128, 128));

        assertThat(beside.reason()).isEqualTo("no-overlap");
        assertThat(away.reason()).isEqualTo("no-overlap");
    }

    @Test
    void whereOnlyAPartOverlapsThatPartIsJudgedAndTheRestIsNotCalledSeen() throws Exception {
        Path before = new DrawnGround().at(0, 0).write(folder.resolve("a.tif"), 512, 512);
        Path after = new DrawnGround().at(256, 0).hall(330, 100, 370, 130).write(folder.resolve("b.tif"), 512, 512);

        PairJudgement pair = compare(before, after);

        assertThat(pair.verdict()).isEqualTo("changed");
        assertThat(pair.observedFraction()).isCloseTo(0.48, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"512, 400, different-size", "600, 512, different-size", "520, 508, ''"})
    void withoutGeoreferencesSizesMustBeNearlyTheSame(int width, int height, String reason) throws Exception {
        Path other = new DrawnGround().write(folder.resolve("b.tif"), width, height);

        assertThat(compare(ground("a.tif"), other).reason()).isEqualTo(reason);
    }

    @Test
    void aUniformPictureHasNothingToRegisterBy() throws Exception {
        Path grey = new DrawnTiff(512, 512, 3, (x, y, s) -> 90 + (x * 7 + y * 3) % 3).write(folder.resolve("u.tif"));

        PairJudgement after = compare(ground("a.tif"), grey);
        PairJudgement both = compare(grey, grey);

        assertThat(after.reason()).isEqualTo("no-texture");
        assertThat(after.detail()).contains("AFTER");
        assertThat(both.reason()).isEqualTo("no-texture");
        assertThat(both.score()).isNaN();
    }

    @Test
    void aLookUnderCloudIsUnusableAndItsMapEmpty() throws Exception {
        Path cloud = new DrawnTiff(512, 512, 3, (x, y, s) -> 222 + (int) (18 * Math.sin(x / 31.0) * Math.sin(y / 37.0)))
                .write(folder.resolve("b.tif"));

        PairJudgement pair = compare(ground("a.tif"), cloud);

        assertThat(pair.verdict()).isEqualTo("unusable");
        assertThat(pair.reason()).isEqualTo("cloud");
        assertThat(pair.detail()).contains("AFTER");
        assertThat(pair.objects()).isEmpty();
        assertThat(greatestLevel(0, 0, 512, 512)).isZero();
    }

    @Test
    void aPictureWithoutAnyMeasurementHasNoData() throws Exception {
        Path empty = new DrawnTiff(512, 512, 3, (x, y, s) -> 0).text(42113, "0").write(folder.resolve("b.tif"));

        PairJudgement pair = compare(ground("a.tif"), empty);

        assertThat(pair.reason()).isEqualTo("no-data");
        assertThat(pair.detail()).contains("AFTER");
    }

    @Test
    void anUnreadableOrMissingPictureIsToldAndTheNextPairIsCompared() throws Exception {
        Path text = Files.writeString(folder.resolve("b.tif"), "no picture at all, but quite a few characters");

        PairJudgement unreadable = compare(ground("a.tif"), text);
        PairJudgement missing = compare(folder.resolve("gone.tif"), hall("c.tif"));

        assertThat(unreadable.reason()).isEqualTo("not-an-image");
        assertThat(unreadable.detail()).startsWith("AFTER " + text);
        assertThat(comparison.changePng()).isEmpty();
        assertThat(missing.reason()).isEqualTo("no-such-file");
        assertThat(compare(folder.resolve("a.tif"), folder.resolve("c.tif")).verdict())
                .isEqualTo("changed");
    }

    @Test
    void aFourthBandIsLeftOut() throws Exception {
        Path before = new DrawnGround().write(folder.resolve("a.tif"), 512, 512, 4);
        Path after = new DrawnGround().hall(120, 60, 160, 90).write(folder.resolve("b.tif"), 512, 512, 4);

        assertThat(compare(before, after).verdict()).isEqualTo("changed");
    }

    @Test
    void aLargePictureIsComparedBlockByBlockAndAHallOnTheirBorderIsFoundOnce() throws Exception {
        Path before = new DrawnGround().write(folder.resolve("a.tif"), 1700, 300);
        Path after = new DrawnGround().hall(1005, 80, 1045, 110).write(folder.resolve("b.tif"), 1700, 300);

        PairJudgement pair = compare(before, after);

        assertThat(pair.objects().stream().filter(Found::changed)).hasSize(1);
        assertThat(leastLevel(1008, 84, 1042, 106)).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "140, 75, object, true",
        "30, 200, below-level, false",
        "1, 100, rim-before, false",
        "512, 3, outside, false",
        "60, 40, no-data-after, false"
    })
    void aPixelsCaseIsExplained(int x, int y, String because, boolean flagged) throws Exception {
        Path before = new DrawnGround().at(0, 0).write(folder.resolve("a.tif"), 512, 512);
        Path after = new DrawnGround().at(100, 0).hall(120, 60, 160, 90).write(folder.resolve("b.tif"), 412, 512);
        Path whole = new DrawnGround().at(0, 0).hall(120, 60, 160, 90).write(folder.resolve("c.tif"), 512, 512);
        Path later = because.startsWith("no-data") ? after : whole;

        PairJudgement pair = comparison.compare(new Pair("p", before, later, Double.NaN), Optional.of(new Pixel(x, y)));

        assertThat(pair.answer()).hasValueSatisfying(answer -> {
            assertThat(answer.because()).isEqualTo(because);
            assertThat(answer.flagged()).isEqualTo(flagged);
        });
    }

    private int greatestLevel(int left, int top, int right, int bottom) {
        int greatest = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                greatest = Math.max(greatest, comparison.levelAt(new Pixel(x, y)));
            }
        }
        return greatest;
    }

    private int leastLevel(int left, int top, int right, int bottom) {
        int least = 255;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                least = Math.min(least, comparison.levelAt(new Pixel(x, y)));
            }
        }
        return least;
    }
}
