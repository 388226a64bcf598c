package org.tilewatch.edge.imagery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;

/** The projections that were asked for, by EPSG code, each built once. For one thread. */
public final class Projections {

    private final CRSFactory factory = new CRSFactory();
    private final CoordinateReferenceSystem wgs84 = factory.createFromName("EPSG:4326");
    private final Map<Integer, Optional<Projection>> known = new HashMap<>();

    /** Empty for a code that is not in the EPSG table or whose projection is not computed here. */
    public Optional<Projection> of(int epsg) {
        return known.computeIfAbsent(epsg, this::create);
    }

    private Optional<Projection> create(int epsg) {
        try {
            return Optional.of(new Projection(factory.createFromName("EPSG:" + epsg), wgs84));
        } catch (Proj4jException e) {
            return Optional.empty();
        }
    }
}
