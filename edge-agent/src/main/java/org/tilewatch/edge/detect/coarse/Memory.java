package org.tilewatch.edge.detect.coarse;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;
import org.tilewatch.edge.imagery.Window;

/**
 * What a site's pixels showed on clear looks before, on a window of its grid: for each pixel its {@value #SLOTS} latest clear
 * observations, and the change that it shows now. For one thread.
 *
 * <pre>
 * a pixel, {@value #BYTES} bytes
 * 0   red, green, blue of the newest clear look, for people
 * 3   change class; 4  clear looks in a row that showed it
 * 5   {@value #SLOTS} observations: 5 bands (level 1 to 255, 0 not measured), day since 1970 (2 bytes), solar hour in tenths
 * </pre>
 */
public final class Memory {

    /** Observations of a pixel that are remembered. */
    static final int SLOTS = 8;

    private static final int SLOT = CoarseLook.BANDS + 3;
    private static final int FIRST_SLOT = 5;

    /** Bytes of a pixel. */
    public static final int BYTES = FIRST_SLOT + SLOTS * SLOT;

    final Window on;
    private final byte[] cells;
    private final byte[] known;

    /** An empty one. */
    public Memory(Window on) {
        this.on = on;
        this.cells = new byte[on.width() * on.height() * BYTES];
        this.known = new byte[on.width() * on.height()];
    }

    int size() {
        return known.length;
    }

    /** Level of an observation, 0 if the band was not measured. */
    int level(int pixel, int slot, int band) {
        return cells[at(pixel, slot) + band] & 0xff;
    }

    /** Day since 1970 of an observation; 0 for an empty slot. */
    int day(int pixel, int slot) {
        int at = at(pixel, slot) + CoarseLook.BANDS;
        return (cells[at] & 0xff) << 8 | (cells[at + 1] & 0xff);
    }

    /** Day of the newest observation up to a day; 0 if there is none. */
    int newestDay(int pixel, int upTo) {
        int newest = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            int day = day(pixel, slot);
            newest = day <= upTo ? Math.max(newest, day) : newest;
        }
        return newest;
    }

    /** Local solar time of an observation. */
    double hour(int pixel, int slot) {
        return (cells[at(pixel, slot) + CoarseLook.BANDS + 2] & 0xff) / 10.0;
    }

    /** Puts an observation into a slot. */
    void put(int pixel, int slot, CoarseLook look, int day) {
        int at = at(pixel, slot);
        for (int band = 0; band < CoarseLook.BANDS; band++) {
            float value = look.planes[band][pixel];
            cells[at + band] = Float.isNaN(value) ? 0 : (byte) Math.clamp(Math.round(value), 1, 255);
        }
        cells[at + CoarseLook.BANDS] = (byte) (day >> 8);
        cells[at + CoarseLook.BANDS + 1] = (byte) day;
        cells[at + CoarseLook.BANDS + 2] = (byte) Math.round(look.solarHour * 10);
    }

    /** Forgets a pixel's observations. */
    void forget(int pixel) {
        int at = at(pixel, 0);
        Arrays.fill(cells, at, at + SLOTS * SLOT, (byte) 0);
    }

    ChangeClass change(int pixel) {
        return ChangeClass.of(cells[pixel * BYTES + 3]);
    }

    /** Clear looks in a row that showed the change, at most 127. */
    int streak(int pixel) {
        return cells[pixel * BYTES + 4];
    }

    void change(int pixel, ChangeClass change, int streak) {
        cells[pixel * BYTES + 3] = (byte) change.code;
        cells[pixel * BYTES + 4] = (byte) Math.min(127, streak);
    }

    /** What people are shown; the pixel is known from here on. */
    void show(int pixel, int red, int green, int blue) {
        cells[pixel * BYTES] = (byte) red;
        cells[pixel * BYTES + 1] = (byte) green;
        cells[pixel * BYTES + 2] = (byte) blue;
        known[pixel] = -1;
    }

    /** Whether any clear look showed the pixel. */
    boolean isShown(int pixel) {
        return known[pixel] != 0;
    }

    /** Red, green or blue as shown, 0 to 255. */
    int shown(int pixel, int channel) {
        return cells[pixel * BYTES + channel] & 0xff;
    }

    /** Moves all that is remembered by whole pixels to the right and down; what leaves the window is forgotten. */
    public void move(int right, int down) {
        byte[] movedCells = new byte[cells.length];
        byte[] movedKnown = new byte[known.length];
        for (int pixel = 0; pixel < known.length; pixel++) {
            int x = pixel % on.width() + right;
            int y = pixel / on.width() + down;
            if (x >= 0 && y >= 0 && x < on.width() && y < on.height()) {
                int to = y * on.width() + x;
                System.arraycopy(cells, pixel * BYTES, movedCells, to * BYTES, BYTES);
                movedKnown[to] = known[pixel];
            }
        }
        System.arraycopy(movedCells, 0, cells, 0, cells.length);
        System.arraycopy(movedKnown, 0, known, 0, known.length);
    }

    private static int at(int pixel, int slot) {
        return pixel * BYTES + FIRST_SLOT + slot * SLOT;
    }

    /** Takes over the part of a stored tile that lies in the window. */
    public void load(ByteBuffer tile, Window tileWindow) {
        copy(tile, tileWindow, true);
    }

    /** Lays the part of a tile that lies in the window into its buffer; the rest of the tile stays as it is. */
    public void save(ByteBuffer tile, Window tileWindow) {
        copy(tile, tileWindow, false);
    }

    private void copy(ByteBuffer tile, Window from, boolean loading) {
        int left = Math.max(on.x(), from.x());
        int right = Math.min(on.right(), from.right());
        int masks = from.width() * from.height() * BYTES;
        for (int y = Math.max(on.y(), from.y()); left < right && y < Math.min(on.bottom(), from.bottom()); y++) {
            int here = (y - on.y()) * on.width() + left - on.x();
            int there = (y - from.y()) * from.width() + left - from.x();
            int n = right - left;
            if (loading) {
                tile.get(there * BYTES, cells, here * BYTES, n * BYTES);
                tile.get(masks + there, known, here, n);
            } else {
                tile.put(there * BYTES, cells, here * BYTES, n * BYTES);
                tile.put(masks + there, known, here, n);
            }
        }
    }
}
