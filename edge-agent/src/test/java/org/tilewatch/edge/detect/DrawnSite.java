package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;

/**
 * A site that is drawn: ground of smoothed noise that can be had at any fraction of a pixel, with buildings on it, seen by looks that
 * differ in light and in how they lie. The same seeds give the same pixels.
 */
public final class DrawnSite {

    /** Bands of every look. */
    public static final int BANDS = 3;

    private final long seed;
    private final List<Building> buildings;

    /** An empty site. */
    public DrawnSite(long seed) {
        this(seed, List.of());
    }

    private DrawnSite(long seed, List<Building> buildings) {
        this.seed = seed;
        this.buildings = List.copyOf(buildings);
    }

    /** A rectangle of one grey level; pixels on its border get their share of it. */
    public record Building(double x, double y, double width, double height, int level) {

        double cover(double pixelX, double pixelY) {
            return share(pixelX, x, x + width) * share(pixelY, y, y + height);
        }

        private static double share(double pixel, double from, double to) {
            return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
        }
    }

    /** How a look renders the site: DN times gain plus offset, its content moved to the right and down. */
    public record Light(double gain, double offset, double dx, double dy, long noise) {

        /** Nothing but the ground. */
        public static final Light PLAIN = new Light(1, 0, 0, 0, 0);
    }

    /** The same ground with one more building. */
    public DrawnSite with(Building building) {
        List<Building> more = new ArrayList<>(buildings);
        more.add(building);
        return new DrawnSite(seed, more);
    }

    /** A look as it may come any day: up to 2 pixels off, somewhat lighter or darker, with a little noise. */
    public static Light day(int day) {
        double turn = day * 2.399963;
        return new Light(
                1 + 0.1 * Math.sin(3 * turn),
                8 * Math.cos(2 * turn),
                day == 0 ? 0 : 1.9 * Math.cos(turn),
                day == 0 ? 0 : 1.9 * Math.sin(turn),
                day + 1L);
    }

    /** DN of one sample, 0 to 255. */
    public int sample(Light light, int x, int y, int band) {
        double groundX = x - light.dx();
        double groundY = y - light.dy();
        double value = ground(groundX, groundY, band);
        for (Building building : buildings) {
            double cover = building.cover(groundX, groundY);
            value += cover * (building.level() - value);
        }
        double noise = light.noise() == 0 ? 0 : 4 * (lattice(light.noise() * 31 + band, x, y) - 0.5);
        return Math.clamp(Math.round(light.gain() * value + light.offset() + noise), 0, 255);
    }

    /** Draws a look of the upper left part of the site; all of it measured. */
    public void draw(Light light, int width, int height, Raster into) {
        into.reshape(width, height, BANDS, 8);
        MemorySegment pixels = Natives.memory(into.pixels());
        long at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < BANDS; band++) {
                    pixels.set(ValueLayout.JAVA_BYTE, at++, (byte) sample(light, x, y, band));
                }
            }
        }
        Natives.fill(into.valid(), 255);
    }

    /** Covers a rectangle with smooth white. */
    public static void cloud(Raster on, int left, int top, int width, int height) {
        paint(on, left, top, width, height, 240);
    }

    /** Takes a rectangle out of what was measured; its pixels become black. */
    public static void noData(Raster on, int left, int top, int width, int height) {
        paint(on, left, top, width, height, 0);
        MemorySegment valid = Natives.memory(on.valid());
        for (int y = top; y < top + height; y++) {
            valid.asSlice((long) y * on.width() + left, width).fill((byte) 0);
        }
    }

    private static void paint(Raster on, int left, int top, int width, int height, int level) {
        MemorySegment pixels = Natives.memory(on.pixels());
        for (int y = top; y < top + height; y++) {
            pixels.asSlice(((long) y * on.width() + left) * on.bands(), (long) width * on.bands())
                    .fill((byte) level);
        }
    }

    private double ground(double x, double y, int band) {
        return 112
                - 9 * band
                + 34 * (smooth(seed, x / 23, y / 23) - 0.5)
                + 30 * (smooth(seed + 1, x / 9, y / 9) - 0.5)
                + 26 * (smooth(seed + 2, x / 4.5, y / 4.5) - 0.5)
                + 14 * (smooth(seed + 3 + band, x / 15, y / 15) - 0.5);
    }

    private static double smooth(long seed, double x, double y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        double fx = fade(x - x0);
        double fy = fade(y - y0);
        double top = mix(lattice(seed, x0, y0), lattice(seed, x0 + 1, y0), fx);
        double bottom = mix(lattice(seed, x0, y0 + 1), lattice(seed, x0 + 1, y0 + 1), fx);
        return mix(top, bottom, fy);
    }

    private static double fade(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + share * (b - a);
    }

    /** A number from 0 to 1 for each point of a lattice (the finaliser of SplitMix64). */
    private static double lattice(long seed, int x, int y) {
        long z = seed * 0x9E3779B97F4A7C15L + x * 0xBF58476D1CE4E5B9L + y * 0x94D049BB133111EBL;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
