package org.tilewatch.edge.ingest.sidecar;

import java.nio.charset.StandardCharsets;
import org.tilewatch.edge.imagery.Affine;

/** The six lines of a world file: the affine map from pixel centres, without a reference system. */
public final class WorldFile {

    public static final int MAX_BYTES = 4096;

    private WorldFile() {}

    /**
     * From pixels to the map, the corner of the first pixel being (0, 0).
     *
     * @throws IllegalArgumentException with the reason, where it is none
     */
    public static Affine parse(byte[] content) {
        String[] lines =
                new String(content, StandardCharsets.ISO_8859_1).strip().split("\\s+", 8);
        if (lines.length < 6) {
            throw new IllegalArgumentException("%d numbers where 6 belong".formatted(lines.length));
        }
        double[] n = new double[6];
        for (int i = 0; i < 6; i++) {
            n[i] = Double.parseDouble(lines[i].replace(',', '.'));
        }
        return new Affine(n[4] - (n[0] + n[2]) / 2, n[0], n[2], n[5] - (n[1] + n[3]) / 2, n[1], n[3]);
    }
}
