package org.tilewatch.calibration.passes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tilewatch.edge.imagery.Affine;

/**
 * A projected channel as SatDump lays it down: 16 bit grey as red, green and blue with alpha, plain, one strip, geographic WGS 84
 * (key 1024 is 2, key 2048 is 4326, key 2054 is 9102), the tie point in the outer corner.
 */
final class ChannelTiff {

    private static final int ENTRIES = 14;
    private static final int SAMPLES = 4;

    private ChannelTiff() {}

    /** @param outside pixels with alpha 0 */
    static byte[] encode(int width, int height, short[] levels, boolean[] outside, Affine toMap) {
        int pixels = 8;
        int bytes = width * height * SAMPLES * 2;
        int extra = pixels + bytes;
        int directory = extra + 8 + 24 + 48 + 40;
        ByteBuffer file = ByteBuffer.allocate(directory + 2 + 12 * ENTRIES + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(directory);
        for (int at = 0; at < width * height; at++) {
            short level = outside[at] ? 0 : levels[at];
            file.putShort(level).putShort(level).putShort(level).putShort((short) (outside[at] ? 0 : -1));
        }
        for (int sample = 0; sample < SAMPLES; sample++) {
            file.putShort((short) 16);
        }
        file.putDouble(toMap.ux()).putDouble(-toMap.vy()).putDouble(0);
        file.putDouble(0)
                .putDouble(0)
                .putDouble(0)
                .putDouble(toMap.u0())
                .putDouble(toMap.v0())
                .putDouble(0);
        int[] keys = {1, 1, 0, 3, 1024, 0, 1, 2, 2054, 0, 1, 9102, 2048, 0, 1, 4326, 0, 0, 0, 0};
        for (int key : keys) {
            file.putShort((short) key);
        }
        file.putShort((short) ENTRIES);
        entry(file, 256, 4, 1, width);
        entry(file, 257, 4, 1, height);
        entry(file, 258, 3, SAMPLES, extra);
        entry(file, 259, 3, 1, 1);
        entry(file, 262, 3, 1, 2);
        entry(file, 273, 4, 1, pixels);
        entry(file, 277, 3, 1, SAMPLES);
        entry(file, 278, 4, 1, height);
        entry(file, 279, 4, 1, bytes);
        entry(file, 284, 3, 1, 1);
        entry(file, 338, 3, 1, 2);
        entry(file, 33550, 12, 3, extra + 8);
        entry(file, 33922, 12, 6, extra + 32);
        entry(file, 34735, 3, 16, extra + 80);
        file.putInt(0);
        return file.array();
    }

    private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
        file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
