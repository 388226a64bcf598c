package org.tilewatch.edge.ingest.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a decoder in a process of its own may take.
 *
 * @param mainClass the program, from this JVM's class path
 * @param timeout for a picture of up to {@link #PIXELS_PER_TIMEOUT} pixels; larger ones get as many times that
 * @param mostBytes memory resident at any time, whatever the picture
 * @param images folders that pictures lie in: beside its own program it may read nothing else, where the kernel can hold it to that
 */
public record Containment(String mainClass, Duration timeout, long mostBytes, List<Path> images) {

    static final long PIXELS_PER_TIMEOUT = 16_000_000;

    /** A JVM with OpenCV and nothing to do takes 60 MB. */
    private static final long BASE_BYTES = 192L << 20;

    /** OpenJPEG holds each sample three times in 4 bytes. */
    private static final long BYTES_PER_DECODED = 12;

    public Containment {
        images = List.copyOf(images);
        if (timeout.compareTo(Duration.ZERO) <= 0 || mostBytes < BASE_BYTES) {
            throw new IllegalArgumentException(
                    "a decoder cannot work in %s and %d bytes".formatted(timeout, mostBytes));
        }
    }

    /** The usual program with other limits. */
    public static Containment of(Duration timeout, long mostBytes, Path images) {
        return new Containment(DecodeWorker.class.getName(), timeout, mostBytes, List.of(images));
    }

    Duration timeout(long pixels) {
        return timeout.multipliedBy(1 + pixels / PIXELS_PER_TIMEOUT);
    }

    /** Most resident memory for a picture. */
    long bytes(long decodedBytes, long fileBytes) {
        return Math.min(mostBytes, BASE_BYTES + fileBytes + BYTES_PER_DECODED * decodedBytes);
    }
}
