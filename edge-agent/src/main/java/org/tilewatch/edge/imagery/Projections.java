package org.tilewatch.edge.imagery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;

/**
 * The projections that were asked for, by EPSG code, each built once. For one thread.
 *
 * <p>WGS 84 and its UTM zones, which most imagery uses, are built from their parameters: looking a code up in the EPSG table reads
 * that table from its begin each time.
 */
public final class Projections {

    /** A station sees a few; files that name a new one each must not fill the memory. */
    private static final int MOST_KNOWN = 64;

    private final CRSFactory factory = new CRSFactory();
    private final CoordinateReferenceSystem wgs84 =
            factory.createFromParameters("EPSG:4326", "+proj=longlat +datum=WGS84 +no_defs");
    private final Map<Integer, Optional<Projection>> known = new HashMap<>();

    /** Empty for a code that is not in the EPSG table or whose projection is not computed here. */
    public Optional<Projection> of(int epsg) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(epsg, this::create);
    }

    private Optional<Projection> create(int epsg) {
        try {
            return Optional.of(new Projection(system(epsg), wgs84));
        } catch (Proj4jException e) {
            return Optional.empty();
        }
    }

    private CoordinateReferenceSystem system(int epsg) {
        int zone = epsg % 100;
        boolean north = epsg / 100 == 326;
        if (epsg == 4326) {
            return wgs84;
        }
        if ((north || epsg / 100 == 327) && zone >= 1 && zone <= 60) {
            String parameters =
                    "+proj=utm +zone=%d%s +datum=WGS84 +units=m +no_defs".formatted(zone, north ? "" : " +south");
            return factory.createFromParameters("EPSG:" + epsg, parameters);
        }
        return factory.createFromName("EPSG:" + epsg);
    }
}
