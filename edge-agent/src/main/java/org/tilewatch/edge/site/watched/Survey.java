package org.tilewatch.edge.site.watched;

import java.util.Optional;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.ground.GroundFrame;

/**
 * Says of an event where on its site it lies and how large it is.
 *
 * @param frame around the event, for measures
 */
public record Survey(SitePlan plan, GroundFrame frame) {

    /**
     * The event with its zone, its measures and its comparison; how many clear looks came before stays as it is.
     *
     * @param patch of the event's outline
     */
    public Event surveyed(Event event, Patch patch, Optional<Zone> zone) {
        Measures measures = frame.measure(event.outline());
        Optional<Comparison> compared = plan.referenceOf(patch, zone)
                .map(structure -> new Comparison(
                        structure.name(),
                        event.areaSquareMetres() / structure.areaSquareMetres(),
                        measures.areaErrorFraction()));
        return event.withDetails(new Details(
                zone.map(Zone::name).orElse(""),
                measures,
                compared,
                event.details().support(),
                event.details().lean(),
                event.details().clearLooksBefore()));
    }
}
