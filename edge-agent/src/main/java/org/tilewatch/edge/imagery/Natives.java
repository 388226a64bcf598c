package org.tilewatch.edge.imagery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Loads OpenCV's native library.
 *
 * <p>The loader that comes with the library unpacks its 65 MB anew at every start. This one unpacks the library of this machine
 * once into a cache folder ({@code tilewatch.cache}, else {@code XDG_CACHE_HOME}, else {@code ~/.cache}) and loads it from there. An
 * installed station has it as a file of its own, in the folder that {@code tilewatch.natives} names.
 */
public final class Natives {

    private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static boolean loaded;

    private Natives() {}

    /** Loads the library on first call, with OpenCV's own threads switched off: parallel work is ours to share out. */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            System.load(library().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("OpenCV's native library could not be unpacked", e);
        }
        Core.setNumThreads(1);
        loaded = true;
    }

    /**
     * The memory of a continuous matrix, for copying rows and scanning without a call per pixel. Valid only until the matrix is
     * resized or released; not to be kept.
     */
    public static MemorySegment memory(Mat mat) {
        if (!mat.isContinuous()) {
            throw new IllegalArgumentException("rows of a part of a matrix do not lie side by side");
        }
        return MemorySegment.ofAddress(mat.dataAddr()).reinterpret(mat.total() * mat.elemSize());
    }

    /**
     * Sets every byte of a continuous matrix. Instead of {@code Mat.setTo}, which returns a second header that keeps the memory alive
     * until it is collected.
     */
    public static void fill(Mat mat, int value) {
        memory(mat).fill((byte) value);
    }

    /**
     * Copies rows between two continuous matrices of the same width and type; leaves no garbage, which slices of {@link #memory} may.
     */
    public static void copyRows(Mat from, int fromRow, Mat to, int toRow, int rows) {
        long rowBytes = from.cols() * from.elemSize();
        if (rowBytes != to.cols() * to.elemSize() || !from.isContinuous() || !to.isContinuous()) {
            throw new IllegalArgumentException("rows of %s do not fit %s".formatted(from, to));
        }
        Objects.checkFromIndexSize(fromRow, rows, from.rows());
        Objects.checkFromIndexSize(toRow, rows, to.rows());
        MemorySegment.copy(
                EVERYTHING,
                from.dataAddr() + fromRow * rowBytes,
                EVERYTHING,
                to.dataAddr() + toRow * rowBytes,
                rows * rowBytes);
    }

    /** The library's file; unpacks it where it is not there yet. */
    public static Path library() throws IOException {
        String installed = System.getProperty("tilewatch.natives", "");
        return installed.isEmpty()
                ? unpacked()
                : Path.of(installed).resolve(Path.of(platform()).getFileName()).toAbsolutePath();
    }

    private static Path unpacked() throws IOException {
        String resource = "/nu/pattern/opencv/" + platform();
        String version = Core.VERSION;
        Path file = cacheFolder()
                .resolve("tilewatch")
                .resolve("opencv-" + version)
                .resolve(resource.substring(1).replace('/', '_'));
        try (InputStream in = Core.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no OpenCV native for this machine in the class path: " + resource);
            }
            if (Files.exists(file)) {
                return file;
            }
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "unpacking", ".part");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        }
    }

    private static Path cacheFolder() {
        String set = System.getProperty("tilewatch.cache", System.getenv().getOrDefault("XDG_CACHE_HOME", ""));
        return set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String cpu = switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "ARMv8";
            case "arm" -> "ARMv7";
            default -> arch;
        };
        if (os.startsWith("mac")) {
            return "osx/" + cpu + "/libopencv_java490.dylib";
        }
        if (os.startsWith("windows")) {
            return "windows/" + cpu + "/opencv_java490.dll";
        }
        return "linux/" + cpu + "/libopencv_java490.so";
    }
}
