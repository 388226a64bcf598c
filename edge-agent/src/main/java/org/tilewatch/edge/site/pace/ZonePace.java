package org.tilewatch.edge.site.pace;

import java.util.List;
import java.util.Optional;

/**
 * How far the work in a zone is.
 *
 * @param latest what the latest clear look shows
 * @param phase that it is in, and since when
 * @param growth of the number of small objects, if it grows
 */
public record ZonePace(Pace latest, Phase.Begun phase, Optional<Growth> growth) {

    /**
     * Of one zone; empty where no clear look saw it.
     *
     * @param all paces of the site, oldest look of a zone first
     */
    public static Optional<ZonePace> of(String zone, List<Pace> all) {
        List<Pace> series =
                all.stream().filter(pace -> pace.zone().equals(zone)).toList();
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new ZonePace(series.getLast(), Phase.of(series).getLast(), Growth.ofObjects(series)));
    }
}
