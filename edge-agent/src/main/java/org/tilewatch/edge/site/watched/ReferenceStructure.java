package org.tilewatch.edge.site.watched;

import java.util.List;
import org.tilewatch.edge.site.Outline;

/**
 * A known structure that others are measured against, such as the old assembly hall.
 *
 * @param name unique within its site
 * @param outlines in longitude and latitude (WGS 84), at least one
 * @param areaSquareMetres its known area, or that of its outlines, above 0
 */
public record ReferenceStructure(String name, List<Outline> outlines, double areaSquareMetres) {

    public ReferenceStructure {
        outlines = List.copyOf(outlines);
        if (name.isBlank() || outlines.isEmpty() || !(areaSquareMetres > 0)) {
            throw new IllegalArgumentException("a reference structure needs a name, an outline and an area: '%s', %s m2"
                    .formatted(name, areaSquareMetres));
        }
    }
}
