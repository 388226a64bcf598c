package org.tilewatch.edge.site.watched;

import java.util.List;
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

    private static final double FIT = 1.2;
    private static final double FITS = 0.4;
    private static final double UNFITTED = 0.4;

    /**
     * The event with its zone, its measures and its comparison, and how many clear looks of its zone (else of its site) came before.
     *
     * @param patch of the event's outline
     * @param before coverage of the site and its zones before this look
     */
    public Event surveyed(Event event, Patch patch, Optional<Zone> zone, List<Coverage> before) {
        Measures measures = frame.measure(event.outline()).withError(fitError(event.details(), patch.size()));
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
                event.details().fits(),
                event.details().lean(),
                event.looksSeen() > 1 ? event.details().clearLooksBefore() : clearLooks(zone, before)));
    }

    /**
     * Standard error of a fitted outline's area beside that of its edges, as a share of it. Edges that stand out by the factor r against
     * what is around left 1.2 / r^2 on the development sites, outlines that were not fitted were 40 % off. Where several looks outlined
     * it, what they lie apart and a third of that: 14 of 20 true areas lie within it, and those of drawn halls within 6 %.
     */
    private static double fitError(Details details, int pixels) {
        double ratio = details.support() / Math.sqrt(Math.max(1, pixels));
        double spread = details.fits().spread(details.support());
        double error = Double.isNaN(spread) ? FIT / (ratio * ratio) : Math.hypot(spread, FITS / (ratio * ratio));
        return ratio > 0 ? Math.min(UNFITTED, error) : UNFITTED;
    }

    private static int clearLooks(Optional<Zone> zone, List<Coverage> before) {
        String name = zone.map(Zone::name).orElse("");
        return before.stream()
                .filter(each -> each.zone().equals(name))
                .findFirst()
                .map(Coverage::clearLooks)
                .orElse(0);
    }
}
