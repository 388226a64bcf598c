package org.tilewatch.edge.report.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Kind;

/** Says in one English sentence what changed, how large it is and since when. */
final class ChangeSentence {

    private ChangeSentence() {}

    /** For instance {@code Structure appeared, 1,940 m2, first seen 2026-03-02, seen on 2 looks}. */
    static String of(Event event, boolean georeferenced) {
        String what = "%s %s, %s, first seen %s"
                .formatted(
                        noun(event.kind()),
                        Topics.lower(event.polarity()),
                        size(event, georeferenced),
                        day(event.firstSeen()));
        String looks = event.looksSeen() == 1 ? "seen on 1 look" : "seen on %d looks".formatted(event.looksSeen());
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
            case OTHER -> "Something";
        };
    }

    private static String size(Event event, boolean georeferenced) {
        double area = event.areaSquareMetres();
        String unit = georeferenced ? "m2" : "px";
        return area < 10
                ? String.format(Locale.ROOT, "%.1f %s", area, unit)
                : String.format(Locale.ROOT, "%,.0f %s", area, unit);
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
