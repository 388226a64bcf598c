package org.tilewatch.edge.watch.pair;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.detect.pair.PairDecider;
import org.tilewatch.edge.detect.pair.PairNetwork;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.ground.GroundFrame;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.site.watched.Survey;
import org.tilewatch.edge.watch.kind.KindRules;
import org.tilewatch.edge.watch.place.Placement;

/**
 * Says of what two pictures show how large it is, which way it went and of which kind it is, by the rules of the ledger as far as they
 * hold without a history: in pixels of known size that are fine enough to show things.
 *
 */
record PairSurvey(Pair pair, Placement placement, GroundFrame frame, Instant acquired, Optional<PairDecider> deciding) {

    /** Of what lies in one block of the earlier picture. */
    static PairSurvey of(
            Pair pair,
            Placement placement,
            Placement.Block block,
            Instant acquired,
            Optional<PairDecider> deciding,
            Projections projections) {
        SiteGrid grid = placement.grid();
        // Without a georeference the size of pixels may be known; up is taken for north then.
        GroundFrame frame = grid.georeference().isEmpty() && Double.isFinite(grid.gsdXMetres())
                ? new GroundFrame(new Affine(0, grid.gsdXMetres(), 0, 0, 0, -grid.gsdYMetres()))
                : placement.frame(block.core(), projections);
        return new PairSurvey(pair, placement, frame, acquired, deciding);
    }

    private boolean showsThings() {
        double gsd = placement.grid().gsdXMetres();
        return Double.isFinite(gsd) && ChangeNetwork.suits(gsd);
    }

    /**
     * The event that a candidate makes.
     *
     * @param number of the objects of this pair, from 1
     */
    Event event(Candidate candidate, Patch patch, Appearance appearance, double probability, int number) {
        String tile = SiteGrid.tileId(
                patch.box().x() + patch.box().width() / 2.0,
                patch.box().y() + patch.box().height() / 2.0);
        Event event = new Event(
                pair.name() + "-" + tile + "-" + number,
                pair.name(),
                tile,
                0,
                EventStatus.PROVISIONAL,
                candidate.polarity(),
                Kind.OTHER,
                acquired,
                acquired,
                1,
                0,
                candidate.areaPixels() * placement.squareMetresPerPixel(),
                probability,
                candidate.outline());
        return showsThings() ? told(event, candidate, patch, appearance) : event;
    }

    private Event told(Event event, Candidate candidate, Patch patch, Appearance appearance) {
        Event leaning = KindRules.leaning(event, candidate.edgeGain(), appearance);
        Event surveyed = new Survey(SitePlan.empty(), frame).surveyed(leaning, patch, Optional.empty(), List.of());
        // What decides between two pictures is how probable a structure is.
        Optional<Opinion> opinion = deciding.filter(PairNetwork.class::isInstance)
                .map(network -> new Opinion(candidate.meanMagnitude(), candidate.meanMagnitude()));
        return surveyed.withKind(KindRules.kindInPair(surveyed, appearance, opinion));
    }
}
