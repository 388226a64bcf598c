package org.tilewatch.edge.console.tile;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Request;
import org.tilewatch.edge.detect.chip.WebPicture;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;

/**
 * What the station remembers of a tile, as a picture: for each pixel the newest clear look. A tile's bytes are its pixels, bands
 * interleaved, then one byte per pixel that is not 0 where the look was clear.
 */
public final class TilePicture {

    private static final int CELLS = SiteGrid.TILE * SiteGrid.TILE;

    private final Store store;

    public TilePicture(Store store) {
        this.store = store;
    }

    /** The picture of {@code SITE/TILE}. */
    public Reply one(Request request) throws IOException {
        int slash = request.rest().lastIndexOf('/');
        if (slash < 1) {
            return Reply.notFound();
        }
        String site = decoded(request.rest().substring(0, slash));
        String tile = request.rest().substring(slash + 1);
        if (!tile.matches("c-?[0-9]{1,7}r-?[0-9]{1,7}") || !store.sites().contains(site)) {
            return Reply.notFound();
        }
        List<HistoryTile> looks = store.history(site).stream()
                .filter(each -> each.tileId().equals(tile))
                .toList();
        return looks.isEmpty() ? Reply.notFound() : Reply.picture(WebPicture.MEDIA_TYPE, picture(looks));
    }

    private byte[] picture(List<HistoryTile> looks) throws IOException {
        int length = looks.getFirst().length();
        int bands = length / CELLS - 1;
        byte[] picture = new byte[CELLS * 4];
        int missing = CELLS;
        for (HistoryTile look : looks) {
            ByteBuffer pixels = ByteBuffer.allocate(length);
            if (missing > 0 && look.length() == length && store.read(look, pixels)) {
                missing -= fill(picture, pixels.array(), bands);
            }
        }
        return WebPicture.encode(picture, SiteGrid.TILE, SiteGrid.TILE);
    }

    /** Fills what is still missing; returns how many pixels that were. */
    private static int fill(byte[] picture, byte[] look, int bands) {
        int filled = 0;
        for (int i = 0; i < CELLS; i++) {
            if (picture[4 * i + 3] == 0 && look[CELLS * bands + i] != 0) {
                for (int band = 0; band < 3; band++) {
                    picture[4 * i + band] = look[i * bands + Math.min(band, bands - 1)];
                }
                picture[4 * i + 3] = -1;
                filled++;
            }
        }
        return filled;
    }

    /** A segment of a path as it was meant; empty if it is not well coded. */
    public static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
