package org.tilewatch.edge.ingest.decode.tiff;

import java.nio.ByteBuffer;

/** Values of a TIFF field: shorts, longs, doubles, text, or bytes as they are. */
final class TiffValues {

    private TiffValues() {}

    static int count(Object value) {
        return switch (value) {
            case int[] v -> v.length;
            case long[] v -> v.length;
            case double[] v -> v.length;
            case byte[] v -> v.length;
            default -> ((ByteBuffer) value).capacity();
        };
    }

    static void write(ByteBuffer out, Object value) {
        switch (value) {
            case int[] v -> {
                for (int n : v) {
                    out.putShort((short) n);
                }
            }
            case long[] v -> {
                for (long n : v) {
                    out.putInt((int) n);
                }
            }
            case double[] v -> {
                for (double n : v) {
                    out.putDouble(n);
                }
            }
            case byte[] v -> out.put(v);
            default -> out.put(((ByteBuffer) value).duplicate().rewind());
        }
    }
}
