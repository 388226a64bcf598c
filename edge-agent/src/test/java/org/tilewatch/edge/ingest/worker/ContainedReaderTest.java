package org.tilewatch.edge.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.DecoderLost;
import org.tilewatch.edge.ingest.file.DecoderUnavailable;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

@Timeout(60)
final class ContainedReaderTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final long MEMORY = 256L << 20;

    @TempDir
    Path folder;

    private Raster raster;

    @BeforeEach
    void open() {
        Natives.load();
        raster = new Raster();
    }

    @AfterEach
    void close() {
        raster.close();
    }

    private ContainedReader contained(Duration timeout) {
        return new ContainedReader(
                new Containment(HostileWorker.class.getName(), timeout, MEMORY, List.of(folder)), Caps.DEFAULT);
    }

    private Path picture(String name) throws IOException {
        return new DrawnTiff(64, 64, 3, (x, y, s) -> 3 * x + y + s)
                .deflated()
                .mask((x, y, s) -> x < 20 ? 0 : 1)
                .place(32652, 500_000, 4_400_000, 0.5, 0.5)
                .text(306, "2026:03:01 02:10:00")
                .write(folder.resolve(name));
    }

    /** The newest Java below this one: other tests leave programs of theirs behind for a moment. */
    private static Optional<ProcessHandle> decoder() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.filter(each -> each.info().command().orElse("").endsWith("java"))
                    .max(Comparator.comparing(each -> each.info().startInstant().orElseThrow()));
        }
    }

    @Test
    void pixelsMaskAndHeaderAreThoseThatAreReadInThisProcess() throws Exception {
        Path tiff = picture("honest_1.tif");
        Path png = folder.resolve("honest_2.png");
        Imgcodecs.imwrite(png.toString(), new Mat(30, 20, CvType.CV_16UC1, new Scalar(4711)));
        try (ContainedReader contained = contained(ENOUGH);
                PixelReader here = new PixelReader(Caps.DEFAULT);
                Raster expected = new Raster()) {
            for (Path file : List.of(tiff, png, tiff)) {
                ImageHeader header = contained.read(file, raster);

                assertThat(header).isEqualTo(here.read(file, expected));
                assertThat(Core.norm(raster.pixels(), expected.pixels(), Core.NORM_INF))
                        .isZero();
                assertThat(Core.norm(raster.valid(), expected.valid(), Core.NORM_INF))
                        .isZero();
            }
        }
    }

    @Test
    void oneProcessReadsFileAfterFileAndEndsWithItsReader() throws Exception {
        ProcessHandle process;
        try (ContainedReader contained = contained(ENOUGH)) {
            contained.read(picture("honest_1.tif"), raster);
            process = decoder().orElseThrow();
            contained.read(picture("honest_2.tif"), raster);

            assertThat(decoder()).contains(process);
        }
        process.onExit().get(10, TimeUnit.SECONDS);
        assertThat(decoder()).isNotEqualTo(Optional.of(process));
    }

    @Test
    void aFileThatIsRefusedKeepsItsReasonAndItsProcess() throws Exception {
        byte[] whole = Files.readAllBytes(picture("honest_1.tif"));
        whole[12] ^= 0x55; // in the deflated pixels
        Path damaged = Files.write(folder.resolve("honest_2.tif"), whole);
        try (ContainedReader contained = contained(ENOUGH)) {
            contained.read(picture("honest_1.tif"), raster);
            ProcessHandle process = decoder().orElseThrow();

            assertThatThrownBy(() -> contained.read(damaged, raster))
                    .isInstanceOfSatisfying(
                            UnreadableTile.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
                    .hasMessageContaining("deflate");
            assertThat(decoder()).contains(process);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "segfault, DECODER_CRASHED, ended by signal",
        "halt, DECODER_CRASHED, ended with exit code 7",
        "babble, DECODER_CRASHED, nonsense",
        "wide, DECODER_CRASHED, pixels of another shape",
        "short, DECODER_CRASHED, nonsense",
        "bloat, OUT_OF_MEMORY, MiB"
    })
    void whatAFileDoesToItsDecoderCostsThatFileAlone(String deed, Reason reason, String sentence) throws Exception {
        try (ContainedReader contained = contained(ENOUGH)) {
            assertThatThrownBy(() -> contained.read(picture(deed + "_1.tif"), raster))
                    .isInstanceOfSatisfying(
                            DecoderLost.class, e -> assertThat(e.reason()).isEqualTo(reason))
                    .hasMessageContaining(sentence);

            contained.read(picture("honest_1.tif"), raster);
            assertThat(raster.pixels().get(10, 10)).containsExactly(40, 41, 42);
        }
    }

    @Test
    void heapThatRunsOutInTheDecoderIsTheFilesFault() throws Exception {
        try (ContainedReader contained = contained(ENOUGH)) {
            assertThatThrownBy(() -> contained.read(picture("heap_1.tif"), raster))
                    .isInstanceOfSatisfying(
                            UnreadableTile.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUT_OF_MEMORY));
        }
    }

    @Test
    void aDecoderThatWasKilledWhileItWasIdleCostsNothing() throws Exception {
        try (ContainedReader contained = contained(ENOUGH)) {
            contained.read(picture("honest_1.tif"), raster);
            ProcessHandle process = decoder().orElseThrow();
            process.destroyForcibly();
            process.onExit().get(10, TimeUnit.SECONDS);

            assertThat(contained.read(picture("honest_2.tif"), raster).width()).isEqualTo(64);
        }
    }

    @Test
    void aDecoderThatWasStoppedIsEndedAndReplaced() throws Exception {
        try (ContainedReader contained = contained(Duration.ofSeconds(2))) {
            contained.read(picture("honest_1.tif"), raster);
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(decoder().orElseThrow().pid()))
                    .start()
                    .waitFor();

            assertThatThrownBy(() -> contained.read(picture("honest_2.tif"), raster))
                    .isInstanceOf(DecoderLost.class);
            assertThat(contained.read(picture("honest_2.tif"), raster).width()).isEqualTo(64);
        }
    }

    @Test
    void anInterruptEndsTheWaitWithinTheBlinkOfAnEye() throws Exception {
        Path hanging = picture("hang_1.tif");
        Thread waiting = Thread.currentThread();
        try (ContainedReader contained = contained(ENOUGH)) {
            contained.read(picture("honest_1.tif"), raster);
            ProcessHandle process = decoder().orElseThrow();
            long begin = System.nanoTime();
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(waiting::interrupt);

            assertThatThrownBy(() -> contained.read(hanging, raster)).isInstanceOf(DecoderUnavailable.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void aDecoderThatWasTakenOverReachesNoNetworkNoProgramAndNoFile() throws Exception {
        Path picture = takenOver();
        byte[] before = Files.readAllBytes(picture);
        FileTime written = Files.getLastModifiedTime(picture);
        assumeThat(Landlock.isThere()).isTrue();
        Containment limits =
                new Containment(HostileWorker.class.getName(), ENOUGH, MEMORY, List.of(picture.getParent()));
        try (ContainedReader contained = new ContainedReader(limits, Caps.DEFAULT)) {
            assertThatThrownBy(() -> contained.read(picture, raster))
                    .hasMessageEndingWith("IOException: reading, a thread");
        }
        assertThat(Files.readAllBytes(picture)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(picture)).isEqualTo(written);
        assertThat(picture.resolveSibling("beside")).doesNotExist();
    }

    /** In an inbox with a link to a secret that lies beside the inbox. */
    private Path takenOver() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path secret = Files.writeString(folder.resolve("secret"), "the broker's password");
        Files.createSymbolicLink(inbox.resolve("innocent"), secret);
        return picture("inbox/escape_1.tif");
    }

    @Test
    void anInboxThatIsReplacedByAnotherOneIsReadByTheNextDecoder() throws Exception {
        Path inbox = takenOver().getParent();
        Containment limits = new Containment(HostileWorker.class.getName(), ENOUGH, MEMORY, List.of(inbox));
        try (ContainedReader contained = new ContainedReader(limits, Caps.DEFAULT)) {
            contained.read(picture("inbox/honest_1.tif"), raster);
            Files.move(inbox, folder.resolve("before"));
            Files.createDirectories(inbox);
            Path picture = picture("inbox/honest_2.tif");
            try {
                contained.read(picture, raster);
            } catch (IOException triedAgainByTheLoop) {
                assertThat(triedAgainByTheLoop).hasMessageContaining("AccessDenied");
            }

            assertThat(contained.read(picture, raster).width()).isEqualTo(64);
        }
    }

    @Test
    void theDecoderMayNotWriteFilesAndKnowsNothingOfTheAgentsEnvironment() throws Exception {
        try (ContainedReader contained = contained(ENOUGH)) {
            contained.read(picture("honest_1.tif"), raster);
            Path process =
                    Path.of("/proc", Long.toString(decoder().orElseThrow().pid()));
            String limits = Files.readString(process.resolve("limits"));
            String environment = Files.readString(process.resolve("environ")).replace('\0', '\n');

            assertThat(limits).containsPattern("Max file size +0 +0 ");
            assertThat(limits).containsPattern("Max core file size +0 +0 ");
            assertThat(limits).doesNotContainPattern("Max address space +unlimited");
            assertThat(environment.lines().map(line -> line.replaceAll("=.*", "")))
                    .isSubsetOf("XDG_CACHE_HOME", "LANG", "LC_ALL", "LC_CTYPE", "MALLOC_ARENA_MAX", "PWD");
            assertThat(Files.readString(process.resolve("oom_score_adj"))).startsWith("1000");
        }
    }
}
