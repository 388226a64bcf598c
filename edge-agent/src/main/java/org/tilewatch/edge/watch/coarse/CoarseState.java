package org.tilewatch.edge.watch.coarse;

/**
 * What the profile remembers of a site beside its pixels.
 *
 * <p>Each pass lies beside its place by kilometres, the first one too, which all others are moved onto. On average passes lie where they
 * say; so what is remembered is moved by the mean of all shifts, once, when the first looks are learned and nothing was judged yet.
 *
 * @param colderIsMore above 0 if thermal DN grow with cold, below 0 if not, 0 if nobody knows
 * @param looks that were moved onto the first one
 * @param right sum of their shifts, pixels
 * @param down the same, down
 * @param centred whether what is remembered was moved
 */
record CoarseState(int colderIsMore, int looks, double right, double down, boolean centred) {

    private static final String VERSION_1 = "coarse 1 ";
    private static final String VERSION_2 = "coarse 2 ";

    /** Of a site that nothing is known of. */
    static final CoarseState NEW = new CoarseState(0, 0, 0, 0, false);

    /** As {@link #text} wrote it; of text that others wrote {@link #NEW}. */
    static CoarseState of(String text) {
        if (text.startsWith(VERSION_1)) {
            return new CoarseState(Integer.parseInt(text.substring(VERSION_1.length())), 0, 0, 0, true);
        }
        if (!text.startsWith(VERSION_2)) {
            return NEW;
        }
        String[] part = text.substring(VERSION_2.length()).split(" ", -1);
        return new CoarseState(
                Integer.parseInt(part[0]),
                Integer.parseInt(part[1]),
                Double.parseDouble(part[2]),
                Double.parseDouble(part[3]),
                part[4].equals("centred"));
    }

    String text() {
        return VERSION_2 + colderIsMore + " " + looks + " " + right + " " + down + " "
                + (centred ? "centred" : "first");
    }

    /** After one more look. */
    CoarseState and(int nowColderIsMore, double shiftX, double shiftY) {
        return new CoarseState(nowColderIsMore, looks + 1, right + shiftX, down + shiftY, centred);
    }

    /** How far to the right what is remembered is to be moved, whole pixels. */
    int moveRight() {
        return centred || looks == 0 ? 0 : (int) Math.round(right / looks);
    }

    /** The same, down. */
    int moveDown() {
        return centred || looks == 0 ? 0 : (int) Math.round(down / looks);
    }

    /** After that move. */
    CoarseState moved() {
        return new CoarseState(colderIsMore, looks, right, down, true);
    }

    /** After all pixels were forgotten. */
    CoarseState begunAnew() {
        return new CoarseState(colderIsMore, 0, 0, 0, false);
    }
}
