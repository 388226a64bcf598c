package org.tilewatch.edge.ingest.worker;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.worker.Wire.Request;

/**
 * The decoder's own program: reads the pixels of one file after the other for the agent that started it, see {@link Wire}. Ends at
 * once when the agent is gone, whatever it has in hand.
 */
public final class DecodeWorker {

    /** The kernel takes this process before any other when memory runs out. */
    private static final String FIRST_TO_GO = "1000";

    private final Wire wire;
    private final PixelSource reader;
    private final SynchronousQueue<Request> next = new SynchronousQueue<>();

    private DecodeWorker(Wire wire, PixelSource reader) {
        this.wire = wire;
        this.reader = reader;
    }

    /** Runs until the agent is gone; takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        Natives.load();
        serve(new PixelReader(Caps.DEFAULT));
    }

    /** Answers requests with what {@code reader} reads; does not return. */
    static void serve(PixelSource reader) throws InterruptedException {
        volunteer();
        Confinement.begin();
        Wire wire = new Wire(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        // Whatever a library prints must not get between the answers.
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        DecodeWorker worker = new DecodeWorker(wire, reader);
        Thread.ofPlatform().name("decoding").daemon().start(worker::answerAll);
        worker.listen();
    }

    private static void volunteer() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), FIRST_TO_GO);
        } catch (IOException e) {
            // Not Linux, or not allowed: then the kernel chooses by size.
        }
    }

    private void listen() throws InterruptedException {
        try {
            wire.greet();
            while (true) {
                next.put(wire.nextRequest());
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            Runtime.getRuntime().halt(3);
        }
    }

    private void answerAll() {
        try (Raster raster = new Raster()) {
            while (true) {
                answer(next.take(), raster);
            }
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(3);
        }
    }

    private void answer(Request request, Raster raster) throws IOException {
        try {
            if (request.part().isPresent()) {
                reader.read(Path.of(request.path()), request.part().get(), raster);
            } else {
                reader.read(Path.of(request.path()), raster);
            }
        } catch (UnreadableTile e) {
            wire.tellRefused(request.number(), e.reason(), String.valueOf(e.getMessage()));
            return;
        } catch (IOException e) {
            wire.tellTrouble(request.number(), e.toString());
            return;
        } catch (OutOfMemoryError e) {
            wire.tellRefused(
                    request.number(), UnreadableTile.Reason.OUT_OF_MEMORY, "decoding it needs more heap than there is");
            return;
        } catch (RuntimeException | StackOverflowError e) {
            wire.tellTrouble(request.number(), "a bug in the decoder: " + e);
            return;
        }
        wire.tellPixels(request.number(), raster);
    }
}
