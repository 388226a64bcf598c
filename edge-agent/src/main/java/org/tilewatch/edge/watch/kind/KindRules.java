package org.tilewatch.edge.watch.kind;

import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.Zone;

/**
 * Tells kinds of events apart by few rules, each with a reason.
 *
 * <ul>
 *   <li>Long and at most as wide as a train with its shadow: wagons if it appeared over more than a lorry's length or stands in a rail
 *       yard, else a mast (the jib of a crane).
 *   <li>Smaller than a house: a vehicle, until it stays where it is; what stays and is no structure to the network is an opening, and in
 *       the zone of an entrance it is one from the first look on; there a larger place that turned dark is one too.
 *   <li>Larger, redder than before (the colour of bare soil), no rougher, and no structure to the network: ground.
 *   <li>Else a structure; a cover where it came over a loading area.
 * </ul>
 */
public final class KindRules {

    private static final double LONG_METRES = 9;
    private static final double SLENDER = 3;
    /** A goods wagon is 3.2 m wide; its shadow and the blur of the optics come on top. */
    private static final double TRAIN_WIDTH_METRES = 6.5;
    /** An articulated lorry measures 16.5 m. */
    private static final double LORRY_METRES = 17;

    /** A small house. */
    private static final double HOUSE_SQUARE_METRES = 100;

    /** Told of an event on the look on which cleared ground turned out to be built on. */
    public static final String BUILT = "built_on_cleared_ground";

    /** The widest mouth of a tunnel or shaft, with its apron. */
    private static final double GATE_SQUARE_METRES = 300;

    private static final double DARKER_DN = -15;

    private static final int STAYS_LOOKS = 3;
    private static final double IS_STRUCTURE = 0.25;
    private static final double REDDER_DN = 12;
    private static final double ROUGHER = 1.3;
    /** Between these nothing says which way it went. */
    private static final double VANISHED = -0.15;

    private static final double APPEARED = 0;
    private static final int MOST_LOOKS = 6;

    private KindRules() {}

    /**
     * The event with its polarity: whether edges came or went, and whether the place stands out from the ground around more than before
     * or less, in the mean over the looks that showed it.
     *
     * @param edgeGain of the look that shows it now, -1 to 1
     */
    public static Event leaning(Event event, double edgeGain, Appearance appearance) {
        double now = edgeGain + appearance.balance();
        double before = event.details().lean();
        double lean = before + (now - before) / Math.min(event.looksSeen(), MOST_LOOKS);
        Polarity polarity =
                lean < VANISHED ? Polarity.VANISHED : lean > APPEARED ? Polarity.APPEARED : Polarity.ALTERED;
        return event.leaning(lean, polarity);
    }

    /**
     * The kind of an event as it stands, its measures known.
     *
     * @param zone that holds it
     * @param opinion of the network, if it was asked
     */
    public static Kind kind(Event event, Optional<Zone> zone, Appearance appearance, Optional<Opinion> opinion) {
        Optional<Purpose> purpose = zone.map(Zone::purpose);
        Measures measures = event.details().measures();
        if (purpose.equals(Optional.of(Purpose.WATER))) {
            return Kind.OTHER;
        }
        boolean slender = measures.lengthMetres() >= LONG_METRES
                && measures.lengthMetres() >= SLENDER * measures.widthMetres()
                && measures.widthMetres() <= TRAIN_WIDTH_METRES;
        double structure = opinion.map(Opinion::structure).orElse(Double.NaN);
        boolean rails = purpose.equals(Optional.of(Purpose.RAIL_YARD));
        // A train's outline is ragged: there its width in the mean counts.
        boolean train = rails
                && measures.lengthMetres() >= LORRY_METRES
                && event.areaSquareMetres() <= TRAIN_WIDTH_METRES * measures.lengthMetres();
        if (slender || train) {
            boolean came = event.polarity() == Polarity.APPEARED && measures.lengthMetres() >= LORRY_METRES;
            return rails || came ? Kind.WAGONS : Kind.MAST;
        }
        if (event.areaSquareMetres() < HOUSE_SQUARE_METRES) {
            return small(event, purpose, structure);
        }
        boolean dark = purpose.equals(Optional.of(Purpose.ENTRANCE)) && appearance.brighter() <= DARKER_DN;
        if (dark && event.areaSquareMetres() < GATE_SQUARE_METRES) {
            return Kind.OPENING;
        }
        boolean soil = appearance.redder() >= REDDER_DN
                && appearance.texture() <= ROUGHER * appearance.textureBefore() + 1
                && !(structure >= IS_STRUCTURE);
        if (soil) {
            return Kind.GROUND;
        }
        boolean over = purpose.equals(Optional.of(Purpose.LOADING_AREA)) && event.polarity() != Polarity.VANISHED;
        return over ? Kind.COVER : Kind.STRUCTURE;
    }

    /**
     * The kind of what two pictures alone show. Nobody knows whether a small thing stays: it is a structure if the network sees one, else
     * nothing is said.
     */
    public static Kind kindInPair(Event event, Appearance appearance, Optional<Opinion> opinion) {
        Kind kind = kind(event, Optional.empty(), appearance, opinion);
        boolean structure = opinion.map(Opinion::structure).orElse(0.0) >= IS_STRUCTURE;
        return kind != Kind.VEHICLE ? kind : structure ? Kind.STRUCTURE : Kind.OTHER;
    }

    /**
     * The event as another kind; what was built on cleared ground is measured anew, since the ground reaches further than the walls.
     *
     * @param explain receives {@link #BUILT} on the look that shows it built
     */
    public static Event as(Event event, Kind kind, Map<String, Double> explain) {
        boolean built = event.kind() == Kind.GROUND && kind == Kind.STRUCTURE;
        Event now = event.withKind(kind);
        if (!built) {
            return now;
        }
        explain.put(BUILT, 1.0);
        return now.withDetails(now.details().withSupport(0, Fits.NONE));
    }

    private static Kind small(Event event, Optional<Purpose> purpose, double structure) {
        if (purpose.equals(Optional.of(Purpose.ENTRANCE))) {
            return Kind.OPENING;
        }
        boolean stays = event.looksSeen() >= STAYS_LOOKS && event.polarity() != Polarity.VANISHED;
        if (!stays || purpose.equals(Optional.of(Purpose.ROAD))) {
            return Kind.VEHICLE;
        }
        return structure >= IS_STRUCTURE ? Kind.STRUCTURE : Kind.OPENING;
    }
}
