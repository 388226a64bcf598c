package org.tilewatch.edge.watch.look;

import org.tilewatch.edge.imagery.Raster;

/**
 * How a site's looks are brought to the 8 bit, 1 or 3 band pixels that its baseline keeps; fixed by its first look.
 *
 * @param bands 1 or 3: the first ones of the file
 * @param scale DN times this gives 8 bit; 1 for 8 bit files
 */
public record Radiometry(int bands, double scale) {

    /** Where the brightest band's bright level comes to lie: headroom for brighter looks. */
    private static final double BRIGHT = 200;

    public static Radiometry of(Raster first) {
        int bands = first.bands() >= 3 ? 3 : 1;
        if (first.bitsPerSample() == 8) {
            return new Radiometry(bands, 1);
        }
        double top = 1;
        for (double level : first.brightLevels()) {
            top = Math.max(top, level);
        }
        return new Radiometry(bands, BRIGHT / top);
    }

    /** Versioned text for the store. */
    String text() {
        return "1 " + bands + " " + scale;
    }

    static Radiometry parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals("1")) {
            throw new IllegalArgumentException("no radiometry of version 1: '" + text + "'");
        }
        return new Radiometry(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
    }
}
