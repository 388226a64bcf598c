package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * Compression 5: LZW with codes of 9 to 12 bit, most significant bit first, widened one code early, as TIFF 6.0 section 13 has it.
 *
 * <p>A code stands for the string of its prefix code plus one byte. Strings come out last byte first, so each is laid on
 * {@code stack} and handed out from there; what the caller has no room for waits for the next call.
 */
final class LzwUnpacker implements Unpacker {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;

    private final short[] prefix = new short[CODES];
    private final byte[] suffix = new byte[CODES];
    private final byte[] stack = new byte[CODES];
    private int waiting;
    private int bits;
    private int bitCount;
    private int codeBits;
    private int nextCode;
    private int previous;
    private byte previousFirst;
    private boolean ended;

    @Override
    public void start() {
        waiting = 0;
        bits = 0;
        bitCount = 0;
        ended = false;
        clear();
    }

    private void clear() {
        codeBits = 9;
        nextCode = END + 1;
        previous = -1;
    }

    @Override
    public int read(FileWindow in, byte[] into, int from, int length) throws IOException, UnreadableTile {
        int done = 0;
        while (done < length) {
            while (waiting > 0 && done < length) {
                into[from + done++] = stack[--waiting];
            }
            if (done < length && (ended || !nextString(in))) {
                break;
            }
        }
        return done;
    }

    /** Lays the next code's string on the stack; false at the end. */
    private boolean nextString(FileWindow in) throws IOException, UnreadableTile {
        int code = nextCode(in);
        while (code == CLEAR) {
            clear();
            code = nextCode(in);
        }
        if (code < 0 || code == END) {
            ended = true;
            return false;
        }
        if (code > nextCode || (code >= END && previous < 0) || (code == nextCode && nextCode >= CODES)) {
            throw UnreadableTile.corrupt("LZW code %d comes before it is defined (%d)".formatted(code, nextCode));
        }
        int rest = code;
        if (code == nextCode) {
            stack[waiting++] = previousFirst;
            rest = previous;
        }
        while (rest > END) {
            stack[waiting++] = suffix[rest];
            rest = prefix[rest];
        }
        stack[waiting++] = (byte) rest;
        define((byte) rest);
        previous = code;
        previousFirst = (byte) rest;
        return true;
    }

    private void define(byte first) {
        if (previous < 0 || nextCode >= CODES) {
            return;
        }
        prefix[nextCode] = (short) previous;
        suffix[nextCode] = first;
        nextCode++;
        if (nextCode >= (1 << codeBits) - 1 && codeBits < 12) {
            codeBits++;
        }
    }

    private int nextCode(FileWindow in) throws IOException, UnreadableTile {
        while (bitCount < codeBits) {
            int next = in.next();
            if (next < 0) {
                return -1;
            }
            bits = (bits << 8) | next;
            bitCount += 8;
        }
        bitCount -= codeBits;
        return (bits >>> bitCount) & ((1 << codeBits) - 1);
    }
}
