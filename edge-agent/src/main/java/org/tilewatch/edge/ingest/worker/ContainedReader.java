package org.tilewatch.edge.ingest.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.DecoderLost;
import org.tilewatch.edge.ingest.file.DecoderUnavailable;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

/**
 * Reads pixels in another process, which is kept from file to file and started anew when it is gone. Headers are read here, by code
 * that checks each access: only what follows the header is left to native decoders.
 *
 * <p>A file that ends the other process, or for which it has to be ended, is a {@link DecoderLost}; one that kept it computing until
 * its time was over would do so again, and is refused at once. An interrupt ends a wait with an {@link DecoderUnavailable}.
 */
public final class ContainedReader implements PixelSource {

    /** What was damaged by one file in silence does not last. */
    private static final int FILES_PER_WORKER = 1000;

    /** A JVM starts within 2 s on a small board that has nothing else to do. */
    private static final Duration TIME_TO_START = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ContainedReader.class);

    private final Containment limits;
    private final Caps caps;
    private final PixelReader headers;
    private final Guard guard = new Guard();
    private @Nullable WorkerProcess worker;
    private int asked;
    private int askedOfThis;
    private boolean endedByItself;
    private boolean ownFilesOnly = Landlock.isThere();

    /** Needs {@link org.tilewatch.edge.imagery.Natives#load()} before. The other process is started with the first file. */
    public ContainedReader(Containment limits, Caps caps) {
        this.limits = limits;
        this.caps = caps;
        this.headers = new PixelReader(caps);
        guard.start();
        if (!ownFilesOnly) {
            LOG.info("this kernel has no Landlock: the decoder's process may read what the agent may");
        }
    }

    @Override
    public ImageHeader header(Path file) throws IOException, UnreadableTile {
        return headers.header(file);
    }

    @Override
    public ImageHeader read(Path file, Raster into) throws IOException, UnreadableTile {
        ImageHeader told = headers.header(file);
        long pixels = (long) told.width() * told.height();
        long bytes = limits.bytes(pixels * told.bands() * told.bitsPerSample() / 8, Files.size(file));
        Window whole = new Window(0, 0, told.width(), told.height());
        answered(new Question(file, Optional.empty(), whole, limits.timeout(pixels), bytes), into);
        return new ImageHeader(
                into.width(),
                into.height(),
                into.bands(),
                into.bitsPerSample(),
                told.georeference(),
                told.tagged(),
                told.platform(),
                told.spectrum(),
                told.inParts());
    }

    @Override
    public void read(Path file, Window part, Raster into) throws IOException, UnreadableTile {
        ImageHeader told = headers.header(file);
        // Strips are as wide as the image.
        long pixels = (long) told.width() * part.height();
        long bytes = limits.bytes((long) part.width() * part.height() * told.bands() * told.bitsPerSample() / 8, 0);
        answered(new Question(file, Optional.of(part), part, limits.timeout(pixels), bytes), into);
    }

    /** @param shape what the answer has to be as large as */
    private record Question(Path file, Optional<Window> part, Window shape, Duration timeout, long bytes) {}

    private void answered(Question question, Raster into) throws IOException, UnreadableTile {
        try {
            ask(question, into);
        } catch (Wire.Trouble e) {
            if (!Files.exists(question.file(), LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(question.file().toString());
            }
            drop(); // it may be held to a folder that another one has taken the place of
            throw e;
        }
    }

    private void ask(Question question, Raster into) throws IOException, UnreadableTile {
        WorkerProcess current = current();
        guard.begin(current, question.timeout(), question.bytes());
        askedOfThis++;
        boolean answered = false;
        try {
            String path = question.file().toAbsolutePath().toString();
            current.wire().ask(new Wire.Request(++asked, path, question.part()));
            current.wire()
                    .takeAnswer(
                            asked, question.shape().width(), question.shape().height(), caps, into);
            answered = true;
        } catch (UnreadableTile | Wire.Trouble e) {
            answered = true;
            throw e;
        } catch (IOException e) {
            throw lost(e, current, question.timeout(), question.bytes());
        } finally {
            if (guard.end() != Guard.Cause.NONE || !answered) {
                drop();
            }
        }
    }

    private WorkerProcess current() throws IOException {
        WorkerProcess kept = worker;
        if (kept != null && kept.isAlive() && askedOfThis < FILES_PER_WORKER) {
            return kept;
        }
        drop();
        try {
            return begin();
        } catch (DecoderUnavailable e) {
            if (!ownFilesOnly || !endedByItself) {
                throw e;
            }
            ownFilesOnly = false;
            WorkerProcess started = begin();
            LOG.warn("the decoder's process starts only if it may read what the agent may, and so it does from now on");
            return started;
        }
    }

    private WorkerProcess begin() throws IOException {
        WorkerProcess started = WorkerProcess.start(limits, ownFilesOnly);
        worker = started;
        guard.begin(started, TIME_TO_START, limits.mostBytes());
        try {
            started.wire().awaitGreeting();
            return started;
        } catch (IOException e) {
            throw new DecoderUnavailable("the decoder's process did not start, it %s".formatted(started.end()));
        } finally {
            endedByItself = guard.end() == Guard.Cause.NONE;
        }
    }

    private void drop() {
        if (worker != null) {
            worker.kill();
        }
        worker = null;
        askedOfThis = 0;
    }

    private IOException lost(IOException failure, WorkerProcess current, Duration timeout, long bytes)
            throws UnreadableTile {
        return switch (guard.end()) {
            case INTERRUPT -> new DecoderUnavailable("decoding was broken off; the file is tried again");
            case TIME -> new DecoderLost(Reason.TIMED_OUT, notWithin(timeout));
            case COMPUTED -> throw new UnreadableTile(Reason.TIMED_OUT, notWithin(timeout));
            case MEMORY ->
                new DecoderLost(Reason.OUT_OF_MEMORY, "decoding took more than %,d MiB".formatted(bytes >> 20));
            case NONE -> {
                String how = failure instanceof Wire.Nonsense
                        ? "answered with nonsense (" + failure.getMessage() + ")"
                        : current.end();
                yield new DecoderLost(Reason.DECODER_CRASHED, "the decoder's process " + how);
            }
        };
    }

    private static String notWithin(Duration timeout) {
        return "decoding was not done within %.1f s".formatted(timeout.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        drop();
        guard.close();
        headers.close();
    }
}
