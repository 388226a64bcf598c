package org.tilewatch.edge.store.geopackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tilewatch.edge.site.Outline;

/**
 * A polygon as GeoPackage 1.3 stores it (clause 2.1.3), all little-endian.
 *
 * <pre>
 *  0  'G' 'P'
 *  2  byte   version 0
 *  3  byte   flags: 1 little-endian, 2 with an envelope in x and y
 *  4  int    id of the reference system
 *  8  double min x, max x, min y, max y
 * 40  byte   1: WKB, little-endian
 * 41  int    3: polygon
 * 45  int    number of rings; each: int number of points, then x, y of each; the first point comes again at the end
 * </pre>
 */
final class GeoPackageGeometry {

    private static final int HEADER_BYTES = 49;

    private GeoPackageGeometry() {}

    static byte[] of(Outline outline, int referenceSystem) {
        int bytes = HEADER_BYTES;
        for (double[] ring : outline.rings()) {
            bytes += 4 + 8 * (ring.length + 2);
        }
        ByteBuffer blob = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        blob.put((byte) 'G').put((byte) 'P').put((byte) 0).put((byte) 0b11).putInt(referenceSystem);
        double[] box = box(outline);
        blob.putDouble(box[0]).putDouble(box[2]).putDouble(box[1]).putDouble(box[3]);
        blob.put((byte) 1).putInt(3).putInt(outline.rings().size());
        for (double[] ring : outline.rings()) {
            blob.putInt(ring.length / 2 + 1);
            for (double value : ring) {
                blob.putDouble(value);
            }
            blob.putDouble(ring[0]).putDouble(ring[1]);
        }
        return blob.array();
    }

    /** Least x, least y, greatest x, greatest y. */
    static double[] box(Outline outline) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i = 0; i < outline.outer().length; i++) {
            int axis = i % 2;
            box[axis] = Math.min(box[axis], outline.outer()[i]);
            box[axis + 2] = Math.max(box[axis + 2], outline.outer()[i]);
        }
        return box;
    }
}
