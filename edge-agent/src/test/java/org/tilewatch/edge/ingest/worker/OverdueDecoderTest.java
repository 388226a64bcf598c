package org.tilewatch.edge.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.DecoderLost;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

/** A decoder that is not done in its time: what kept it decides whether the file is tried again. */
@Timeout(60)
final class OverdueDecoderTest {

    private static final Duration TIME = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Raster raster;
    private ContainedReader contained;

    @BeforeEach
    void open() {
        Natives.load();
        raster = new Raster();
        contained = new ContainedReader(
                new Containment(HostileWorker.class.getName(), TIME, 256L << 20, List.of(folder)), Caps.DEFAULT);
    }

    @AfterEach
    void close() {
        contained.close();
        raster.close();
    }

    private Path picture(String name) throws IOException {
        return new DrawnTiff(64, 64, 3, (x, y, s) -> 3 * x + y + s)
                .deflated()
                .place(32652, 500_000, 4_400_000, 0.5, 0.5)
                .write(folder.resolve(name));
    }

    /** It may have been kept from working by something else than the file: tried again. */
    @Test
    void aDecoderThatWaitsForeverIsEndedInTime() throws Exception {
        contained.read(picture("honest_1.tif"), raster);
        Path hanging = picture("hang_1.tif");
        long begin = System.nanoTime();

        assertThatThrownBy(() -> contained.read(hanging, raster))
                .isInstanceOfSatisfying(
                        DecoderLost.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIME, Duration.ofSeconds(10));
        contained.read(picture("honest_2.tif"), raster);
    }

    /** On a machine that is busy with other work the decoder may get too little of it to be found guilty. */
    @Test
    void aFileThatKeepsItsDecoderComputingBeyondItsTimeIsRefusedAtOnce() throws Exception {
        Path spinning = picture("spin_1.tif");
        Throwable end = catchThrowable(() -> contained.read(spinning, raster));
        for (int i = 0; i < 3 && end instanceof DecoderLost; i++) {
            end = catchThrowable(() -> contained.read(spinning, raster));
        }
        assumeThat(end instanceof DecoderLost && machineIsBusy()).isFalse();

        assertThat(end)
                .isInstanceOfSatisfying(
                        UnreadableTile.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT))
                .hasMessage("decoding was not done within 2.0 s");
        contained.read(picture("honest_2.tif"), raster);
    }

    private static boolean machineIsBusy() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                > Runtime.getRuntime().availableProcessors();
    }
}
