package org.tilewatch.edge.report.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Kind;

/** Says in one English sentence what changed, how large it is and since when. */
final class ChangeSentence {

    private static final double SQUARE_KILOMETRE = 1e6;

    private ChangeSentence() {}

    /** For instance {@code Structure appeared in North yard, 1,940 m2 +- 6 %, 164 % of Hall 1, first seen 2026-03-02, seen on 2 looks}. */
    static String of(Event event, boolean georeferenced) {
        String what = "%s %s%s, %s%s, first seen %s"
                .formatted(
                        noun(event.kind()),
                        Topics.lower(event.polarity()),
                        event.details().zone().isEmpty()
                                ? ""
                                : " in " + event.details().zone(),
                        size(event, georeferenced),
                        compared(event),
                        day(event.firstSeen()));
        String looks = (event.looksSeen() == 1 ? "seen on 1 look" : "seen on %d looks".formatted(event.looksSeen()))
                + without(event.details().clearLooksBefore());
        return switch (event.status()) {
            case PROVISIONAL, CONFIRMED -> what + ", " + looks;
            case ENDED -> "Over: %s, last seen %s, %s".formatted(what, day(event.lastSeen()), looks);
            case ABSORBED -> "%s, %s, now part of the baseline".formatted(what, looks);
            case RETRACTED -> "Withdrawn: %s, %s".formatted(what, looks);
        };
    }

    private static String noun(Kind kind) {
        return switch (kind) {
            case STRUCTURE -> "Structure";
            case GROUND -> "Ground";
            case OPENING -> "Opening";
            case COVER -> "Ground cover";
            case VEHICLE -> "Vehicle";
            case WAGONS -> "Wagons";
            case MAST -> "Mast";
            case WATER -> "Water";
            case ICE -> "Snow or ice";
            case BURN -> "Burnt ground";
            case SMOKE -> "Smoke or dust";
            case HOTSPOT -> "Hot spot";
            case OTHER -> "Something";
        };
    }

    private static String size(Event event, boolean georeferenced) {
        double area = event.areaSquareMetres();
        if (georeferenced && area >= SQUARE_KILOMETRE) {
            return String.format(Locale.ROOT, "%,.1f km2", area / SQUARE_KILOMETRE);
        }
        String unit = georeferenced ? "m2" : "px";
        return area < 10
                ? String.format(Locale.ROOT, "%.1f %s", area, unit)
                : String.format(Locale.ROOT, "%,.0f %s", area, unit);
    }

    /** For instance {@code  +- 6 %, 164 % of Assembly hall 1}. */
    private static String compared(Event event) {
        double error = event.details().measures().areaErrorFraction();
        String span = Double.isNaN(error) ? "" : String.format(Locale.ROOT, " +- %.0f %%", 100 * error);
        return event.details()
                .compared()
                .map(it -> String.format(Locale.ROOT, "%s, %.0f %% of %s", span, 100 * it.fraction(), it.structure()))
                .orElse(span);
    }

    private static String without(int clearLooks) {
        return clearLooks == 0 ? "" : ", not on any of %d clear looks before".formatted(clearLooks);
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
