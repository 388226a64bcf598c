package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.network.ChangeNetwork.Channel;
import org.tilewatch.edge.imagery.Natives;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of the network that comes with the program, whatever its weights. */
final class BundledNetworkTest {

    @TempDir
    Path folder;

    private ChangeNetwork network;

    @BeforeEach
    void open() throws IOException {
        Natives.load();
        network = NetworkChoice.BUNDLED.open().orElseThrow();
    }

    @AfterEach
    void close() {
        network.close();
    }

    /** The ramp that check_export.py draws. */
    private static Mat ramp(int side) {
        Mat picture = new Mat(side, side, CvType.CV_8UC3);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                byte[] pixel = new byte[3];
                for (int band = 0; band < 3; band++) {
                    pixel[band] = (byte) ((x * 7 + y * 13 + 40 * band) % 256 / 4 + 80);
                }
                picture.put(y, x, pixel);
            }
        }
        return picture;
    }

    private static Mat withBox(Mat picture, int left, int top, int right, int bottom, int level) {
        Mat box = picture.submat(new Rect(left, top, right - left, bottom - top));
        box.setTo(Scalar.all(level));
        box.release();
        return picture;
    }

    private double at(Channel channel, int x, int y, int side) {
        return network.probabilities(channel).getAtIndex(ValueLayout.JAVA_FLOAT, (long) y * side + x);
    }

    /** On a difference make the reference anew: see calibration/training/check_export.py. */
    @Test
    void itGivesWhatPyTorchGave() throws IOException {
        itGives(reference("change.json"));
    }

    @Test
    void theOneForPairsGivesWhatPyTorchGave() throws IOException {
        network.close();
        network = NetworkChoice.BUNDLED.openForPairs().orElseThrow();
        itGives(reference("pairs.json"));
    }

    private void itGives(JsonNode reference) {
        int side = reference.get("side").asInt();
        Mat before = withBox(ramp(side), 20, 88, 44, 104, 30);
        Mat after = withBox(withBox(ramp(side), 40, 48, 64, 72, 220), 90, 16, 110, 34, 200);

        network.compare(before, after);

        assertThat(network.id()).isEqualTo("sha256:" + reference.get("sha256").asString());
        assertThat(reference.get("places").size()).isGreaterThanOrEqualTo(8);
        for (int i = 0; i < reference.get("places").size(); i++) {
            JsonNode place = reference.get("places").get(i);
            int x = place.get(0).asInt();
            int y = place.get(1).asInt();
            assertThat(at(Channel.STRUCTURE, x, y, side))
                    .as("structure at %d,%d", x, y)
                    .isEqualTo(reference.get("structure").get(i).asDouble(), within(1e-4));
            assertThat(at(Channel.CHANGE, x, y, side))
                    .as("change at %d,%d", x, y)
                    .isEqualTo(reference.get("change").get(i).asDouble(), within(1e-4));
        }
        before.release();
        after.release();
    }

    private static JsonNode reference(String name) throws IOException {
        try (InputStream in = NetworkChoice.class.getResourceAsStream(name)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void aPictureIsUnchangedAgainstItselfAtAnySize() {
        Mat whole = withBox(ramp(192), 80, 80, 110, 104, 220);
        Mat part = whole.submat(new Rect(32, 32, 128, 128));
        network.compare(whole, whole);
        double[][] ofWhole = {sampled(Channel.STRUCTURE, 32, 192), sampled(Channel.CHANGE, 32, 192)};

        network.compare(part, part);

        assertThat(sampled(Channel.STRUCTURE, 0, 128)).containsExactly(ofWhole[0], within(0.05));
        assertThat(sampled(Channel.CHANGE, 0, 128)).containsExactly(ofWhole[1], within(0.05));
        assertThat(Arrays.stream(ofWhole[0])).allMatch(probability -> probability < 0.2);
        part.release();
        whole.release();
    }

    /** The inner 64 x 64 of the part, every fourth pixel. */
    private double[] sampled(Channel channel, int partAt, int side) {
        double[] sampled = new double[16 * 16];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = at(channel, partAt + 32 + 4 * (i % 16), partAt + 32 + 4 * (i / 16), side);
        }
        return sampled;
    }

    @Test
    void aNetworkOfTheUsersOwnThatIsNotThereIsAFaultWithItsPath() {
        Path file = folder.resolve("gone.onnx");

        assertThatThrownBy(() -> NetworkChoice.own(file).open())
                .isInstanceOf(NetworkFault.class)
                .hasMessage(file + ": no such file");
        assertThatThrownBy(() -> NetworkChoice.own(folder).open()).isInstanceOf(NetworkFault.class);
    }

    @Test
    void noNetworkIsOpenedWhereNoneIsWanted() throws IOException {
        assertThat(NetworkChoice.NONE.open()).isEmpty();
    }
}
