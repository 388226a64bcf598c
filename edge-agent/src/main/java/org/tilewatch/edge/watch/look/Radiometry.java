package org.tilewatch.edge.watch.look;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.watch.place.LookPart;

/**
 * How a site's looks are brought to the 8 bit, 1 or 3 band pixels that its baseline keeps; fixed by its first look.
 *
 * @param bands 1 or 3: the first ones of the file
 * @param scale DN times this gives 8 bit; 1 for 8 bit files
 */
public record Radiometry(int bands, double scale) {

    /** Where the brightest band's bright level comes to lie: headroom for brighter looks. */
    private static final double BRIGHT = 200;

    /** Of a look that is read in parts: by the bright level that half of those reach that show anything. */
    static Radiometry of(List<LookPart> parts, ScenePixels pixels) throws IOException, UnreadableTile {
        if (pixels.isWhole()) {
            return of(pixels.raster());
        }
        if (pixels.scene().bitsPerSample() == 8) {
            return of(pixels.scene().bands(), 1);
        }
        List<Double> levels = new ArrayList<>();
        for (LookPart part : parts) {
            pixels.hold(part.inFile());
            levels.add(brightest(pixels.raster()));
        }
        List<Double> shown = levels.stream().filter(level -> level > 0).sorted().toList();
        return of(pixels.scene().bands(), scale(shown.isEmpty() ? 1 : shown.get(shown.size() / 2)));
    }

    public static Radiometry of(Raster first) {
        return of(first.bands(), first.bitsPerSample() == 8 ? 1 : scale(brightest(first)));
    }

    private static Radiometry of(int bands, double scale) {
        return new Radiometry(bands >= 3 ? 3 : 1, scale);
    }

    private static double scale(double brightest) {
        return BRIGHT / Math.max(1, brightest);
    }

    /** 0 where nothing was measured. */
    private static double brightest(Raster raster) {
        return DoubleStream.of(raster.brightLevels()).max().orElse(0);
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
