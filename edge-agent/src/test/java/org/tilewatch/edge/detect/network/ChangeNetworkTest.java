package org.tilewatch.edge.detect.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.tilewatch.edge.detect.network.ChangeNetwork.Channel;
import org.tilewatch.edge.imagery.Natives;

final class ChangeNetworkTest {

    private ChangeNetwork network;
    private Mat before;
    private Mat after;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() throws UnusableNetwork {
        network = TinyNetworks.differences();
        before = new Mat(64, 96, CvType.CV_8UC3, Scalar.all(0));
        after = new Mat(64, 96, CvType.CV_8UC3, Scalar.all(0));
    }

    @AfterEach
    void close() {
        network.close();
        before.release();
        after.release();
    }

    private double at(Channel channel, int x, int y, int width) {
        return network.probabilities(channel).getAtIndex(ValueLayout.JAVA_FLOAT, (long) y * width + x);
    }

    private static void refused(byte[] onnx, String... parts) {
        assertThatThrownBy(() -> ChangeNetwork.of(onnx, "own.onnx"))
                .isInstanceOf(UnusableNetwork.class)
                .message()
                .startsWith("own.onnx: ")
                .contains(parts);
    }

    @Test
    void aFileThatIsNoNetworkIsRefusedByItsName() {
        refused(new byte[0], "not an ONNX file that OpenCV");
        refused("no network, whatever its name says".getBytes(UTF_8), "not an ONNX file that OpenCV");
        refused(new byte[100_000], "not an ONNX file that OpenCV");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.6, 0.9, 0.99})
    void aTruncatedFileIsRefused(double share) {
        byte[] whole = TinyNetworks.bytes("differences");

        refused(Arrays.copyOf(whole, (int) (share * whole.length)), "not an ONNX file that OpenCV");
    }

    @ParameterizedTest
    @CsvSource({
        "three-channels, must be 1 x 1 or 2 x 96 x 64 but it is 1 x 3 x 96 x 64",
        "half-size, must be 1 x 1 or 2 x 96 x 64 but it is 1 x 3 x 48 x 32",
        "one-size, not an ONNX file that OpenCV",
        "other-inputs, with inputs 'before' and 'after'"
    })
    void aNetworkThatTakesOrGivesSomethingElseIsRefused(String name, String why) {
        refused(TinyNetworks.bytes(name), why.replace(" but", ", but"));
    }

    @Test
    void theIdIsTheChecksumOfTheFile() {
        // sha256sum differences.onnx
        assertThat(network.id()).isEqualTo("sha256:6a79a490b6f5d350009b9d1f98e5b52d03cc59b5e25a3cdc083eb17c150ffb4f");
        assertThat(network.shortId()).isEqualTo("6a79a490b6f5");
        assertThat(network.bytes()).isEqualTo(420);
    }

    @Test
    void redGreenBlueAreGivenAsBlueGreenRedFromNothingToOne() {
        after.put(10, 20, new byte[] {51, 102, (byte) 204});

        network.compare(before, after);

        assertThat(at(Channel.STRUCTURE, 20, 10, 96)).isEqualTo(204 / 255.0, within(1e-6));
        assertThat(at(Channel.CHANGE, 20, 10, 96)).isEqualTo(51 / 255.0, within(1e-6));
        assertThat(at(Channel.STRUCTURE, 21, 10, 96)).isZero();
        assertThat(network.probabilities(Channel.CHANGE).byteSize()).isEqualTo(64 * 96 * 4);
    }

    @Test
    void aNetworkWithOneChannelGivesItForEitherQuestion() throws UnusableNetwork {
        after.put(10, 20, new byte[] {51, 102, (byte) 204});
        try (ChangeNetwork one = ChangeNetwork.of(TinyNetworks.bytes("one-channel"), "one-channel")) {
            one.compare(before, after);

            assertThat(one.probabilities(Channel.CHANGE).getAtIndex(ValueLayout.JAVA_FLOAT, 10 * 96 + 20))
                    .isEqualTo(204 / 255f, within(1e-6f));
        }
    }

    @Test
    void anotherSizeThanTheLastOneAndPartsOfLargerPicturesAreTaken() {
        after.put(40, 70, new byte[] {0, 0, (byte) 255});
        network.compare(before, after);

        Mat partBefore = before.submat(new Rect(64, 32, 32, 32));
        Mat partAfter = after.submat(new Rect(64, 32, 32, 32));
        network.compare(partBefore, partAfter);

        assertThat(at(Channel.STRUCTURE, 6, 8, 32)).isEqualTo(1, within(1e-6));
        assertThat(at(Channel.STRUCTURE, 7, 8, 32)).isZero();
        partBefore.release();
        partAfter.release();
    }

    @Test
    void aPictureOfOneBandStandsForAllThree() {
        Mat grey = new Mat(64, 64, CvType.CV_8U, Scalar.all(50));
        Mat lighter = new Mat(64, 64, CvType.CV_8U, Scalar.all(101));

        network.compare(grey, lighter);

        assertThat(at(Channel.STRUCTURE, 5, 5, 64)).isEqualTo(0.2, within(1e-6));
        assertThat(at(Channel.CHANGE, 5, 5, 64)).isEqualTo(0.2, within(1e-6));
        grey.release();
        lighter.release();
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 64, 96", "48, 64, 48, 64", "64, 65, 64, 65"})
    void sizesThatDifferOrAreNoMultipleOf32AreRefused(int height, int width, int laterHeight, int laterWidth) {
        Mat one = new Mat(height, width, CvType.CV_8UC3);
        Mat other = new Mat(laterHeight, laterWidth, CvType.CV_8UC3);

        assertThatThrownBy(() -> network.compare(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 32");
        one.release();
        other.release();
    }

    @Test
    void theTimeOfAPairIsTheFastestOfItsRuns() {
        long[] times = {0, 900, 1000, 1400, 2000, 2600};
        int[] asked = {0};

        assertThat(network.pairTime(64, () -> times[asked[0]++]).toNanos()).isEqualTo(400);
    }
}
