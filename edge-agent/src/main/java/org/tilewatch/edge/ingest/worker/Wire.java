package org.tilewatch.edge.ingest.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

/**
 * What agent and decoder say to each other over a pair of pipes, numbers with the highest byte first:
 *
 * <pre>
 * greeting  "TWOK"  from the decoder, once, when it is ready
 * request   "TWRQ"  number: 4 bytes  path: 2 bytes length, modified UTF-8
 *   x, y, width, height of the part that is wanted: 4 bytes each; width 0 for the whole
 * answer    "TWAN"  number: 4 bytes  kind: 1 byte
 *   PIXELS    width, height: 4 bytes each  bands, bits: 1 byte each  samples, row by row  valid mask, 1 byte per pixel
 *   REFUSED   reason, sentence: 2 bytes length, modified UTF-8, each
 *   TROUBLE   sentence
 * </pre>
 *
 * <p>The agent takes an answer for what it is: written by a process that a picture may have taken over. Nothing is taken from it
 * but a bounded shape, so many bytes as that shape needs, a known reason and a short sentence.
 */
final class Wire {

    static final int PIXELS = 0;
    static final int REFUSED = 1;
    static final int TROUBLE = 2;

    private static final int GREETING = 0x54574f4b;
    private static final int REQUEST = 0x54575251;
    private static final int ANSWER = 0x5457414e;
    private static final int LONGEST_SENTENCE = 1000;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final byte[] block = new byte[1 << 16];

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /** What came back is no answer to what was asked. */
    static final class Nonsense extends IOException {
        private static final long serialVersionUID = 1L;

        Nonsense(String what) {
            super(what);
        }
    }

    /** The decoder is sound and could not read the file for a reason outside of it. */
    static final class Trouble extends IOException {
        private static final long serialVersionUID = 1L;

        Trouble(String what) {
            super(what);
        }
    }

    /** A file to be decoded, or a part of its pixels. */
    record Request(int number, String path, Optional<Window> part) {}

    void greet() throws IOException {
        out.writeInt(GREETING);
        out.flush();
    }

    void awaitGreeting() throws IOException {
        if (in.readInt() != GREETING) {
            throw new Nonsense("no greeting");
        }
    }

    void ask(Request request) throws IOException {
        out.writeInt(REQUEST);
        out.writeInt(request.number());
        out.writeUTF(request.path());
        out.writeInt(request.part().map(Window::x).orElse(0));
        out.writeInt(request.part().map(Window::y).orElse(0));
        out.writeInt(request.part().map(Window::width).orElse(0));
        out.writeInt(request.part().map(Window::height).orElse(0));
        out.flush();
    }

    Request nextRequest() throws IOException {
        if (in.readInt() != REQUEST) {
            throw new Nonsense("no request");
        }
        int number = in.readInt();
        String path = in.readUTF();
        int x = in.readInt();
        int y = in.readInt();
        int width = in.readInt();
        int height = in.readInt();
        return new Request(number, path, width == 0 ? Optional.empty() : Optional.of(new Window(x, y, width, height)));
    }

    void tellPixels(int number, Raster raster) throws IOException {
        begin(number, PIXELS);
        out.writeInt(raster.width());
        out.writeInt(raster.height());
        out.writeByte(raster.bands());
        out.writeByte(raster.bitsPerSample());
        send(raster.pixels());
        send(raster.valid());
        out.flush();
    }

    void tellRefused(int number, Reason reason, String sentence) throws IOException {
        begin(number, REFUSED);
        out.writeUTF(reason.name());
        sentence(sentence);
    }

    void tellTrouble(int number, String sentence) throws IOException {
        begin(number, TROUBLE);
        sentence(sentence);
    }

    private void begin(int number, int kind) throws IOException {
        out.writeInt(ANSWER);
        out.writeInt(number);
        out.writeByte(kind);
    }

    private void sentence(String sentence) throws IOException {
        out.writeUTF(sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE));
        out.flush();
    }

    private void send(Mat mat) throws IOException {
        MemorySegment memory = Natives.memory(mat);
        for (long at = 0; at < memory.byteSize(); at += block.length) {
            int length = (int) Math.min(block.length, memory.byteSize() - at);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, block, 0, length);
            out.write(block, 0, length);
        }
    }

    /** Waits for the answer to a request and takes its pixels into {@code into}, if its shape is what the header told. */
    void takeAnswer(int number, int width, int height, Caps caps, Raster into) throws IOException, UnreadableTile {
        if (in.readInt() != ANSWER || in.readInt() != number) {
            throw new Nonsense("an answer without its beginning");
        }
        switch (in.readUnsignedByte()) {
            case PIXELS -> takePixels(width, height, caps, into);
            case REFUSED -> {
                Reason reason = takeReason();
                throw new UnreadableTile(reason, takeSentence());
            }
            case TROUBLE -> throw new Trouble(takeSentence());
            default -> throw new Nonsense("an answer of no known kind");
        }
    }

    private void takePixels(int width, int height, Caps caps, Raster into) throws IOException, UnreadableTile {
        int toldWidth = in.readInt();
        int toldHeight = in.readInt();
        int bands = in.readUnsignedByte();
        int bits = in.readUnsignedByte();
        if (toldWidth != width || toldHeight != height || (bits != 8 && bits != 16)) {
            throw new Nonsense("pixels of another shape: %d x %d of %d bit".formatted(toldWidth, toldHeight, bits));
        }
        caps.checkShape(width, height, bands, bits);
        into.reshape(width, height, bands, bits);
        receive(into.pixels());
        receive(into.valid());
    }

    private void receive(Mat mat) throws IOException {
        MemorySegment memory = Natives.memory(mat);
        for (long at = 0; at < memory.byteSize(); ) {
            int length = in.read(block, 0, (int) Math.min(block.length, memory.byteSize() - at));
            if (length < 0) {
                throw new Nonsense("an answer without its end");
            }
            MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_BYTE, at, length);
            at += length;
        }
    }

    private Reason takeReason() throws IOException {
        try {
            return Reason.valueOf(in.readUTF());
        } catch (IllegalArgumentException e) {
            throw new Nonsense("a reason of no known kind");
        }
    }

    /** For people, so without what could be taken for a control sequence. */
    private String takeSentence() throws IOException {
        String sentence = in.readUTF().replaceAll("\\p{Cntrl}+", " ");
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE);
    }
}
