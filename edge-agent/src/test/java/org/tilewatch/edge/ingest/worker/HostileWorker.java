package org.tilewatch.edge.ingest.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** A decoder's program in which a file's name says what its pixels do to the process; other files are read as usual. */
public final class HostileWorker {

    private HostileWorker() {}

    /** Runs until the agent is gone; takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        Natives.load();
        DecodeWorker.serve(new Bewitched(new PixelReader(Caps.DEFAULT)));
    }

    private record Bewitched(PixelReader reader) implements PixelSource {

        @Override
        public ImageHeader header(Path file) throws IOException, UnreadableTile {
            return reader.header(file);
        }

        @Override
        public ImageHeader read(Path file, Raster into) throws IOException, UnreadableTile {
            String name = String.valueOf(file.getFileName());
            switch (name.substring(0, name.indexOf('_'))) {
                case "segfault" -> MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
                case "halt" -> Runtime.getRuntime().halt(7);
                case "hang" -> hang();
                case "bloat" -> bloat();
                case "spin" -> spin();
                case "babble" -> sayAndEnd("a library prints something".getBytes(StandardCharsets.UTF_8));
                case "wide" -> sayAndEnd(answer(1 << 30, 1 << 30));
                case "short" -> sayAndEnd(answer(64, 64));
                case "escape" -> throw new IOException(String.join(", ", Escape.whatWorked(file)));
                case "heap" -> throw new OutOfMemoryError("as if");
                default -> {
                    // an honest file
                }
            }
            return reader.read(file, into);
        }

        @Override
        public void read(Path file, Window part, Raster into) throws IOException, UnreadableTile {
            reader.read(file, part, into);
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void bloat() {
            while (true) {
                Arena.global().allocate(1 << 20).fill((byte) 1);
            }
        }

        private static void spin() {
            long turns = 0;
            while (turns >= 0) {
                turns = turns + 1 & Long.MAX_VALUE;
            }
        }

        private static byte[] answer(int width, int height) {
            return ByteBuffer.allocate(4 + 4 + 1 + 4 + 4 + 2 + 5)
                    .putInt(0x5457414e)
                    .putInt(1)
                    .put((byte) Wire.PIXELS)
                    .putInt(width)
                    .putInt(height)
                    .put((byte) 3)
                    .put((byte) 8)
                    .array();
        }

        private static void sayAndEnd(byte[] bytes) {
            say(bytes);
            Runtime.getRuntime().halt(0);
        }

        private static void say(byte[] bytes) {
            try {
                new FileOutputStream(FileDescriptor.out).write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
