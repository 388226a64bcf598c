package org.tilewatch.edge.site;

import java.util.Optional;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * The fixed division of a site into square tiles, laid down by its first usable look or by the sites file.
 *
 * <p>Grid pixels have the size of the georeference's step. Tile {@code c0r0} begins at the grid's origin; columns count to the
 * right, rows downwards, and both may be negative where later looks reach beyond the first.
 *
 * @param site name of the site
 * @param georeference from grid pixels to the map; empty where the site's images carry no georeference
 * @param gsdXMetres ground sample distance in metres along x; NaN without a georeference
 * @param gsdYMetres the same along y
 */
public record SiteGrid(String site, Optional<GeoReference> georeference, double gsdXMetres, double gsdYMetres) {

    /** Edge of a tile in grid pixels. */
    public static final int TILE = 256;

    /** Id of the tile that holds a grid pixel. */
    public static String tileId(double x, double y) {
        return "c" + Math.floorDiv((int) Math.floor(x), TILE) + "r" + Math.floorDiv((int) Math.floor(y), TILE);
    }
}
