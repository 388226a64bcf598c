package org.tilewatch.edge.report.record;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Polarity;

/** Numbers, dates and names as the site report writes them. */
public final class Wording {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private Wording() {}

    public static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** For instance {@code 1 look} or {@code 12 looks}. */
    public static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** For instance {@code 1,940 m2} or, from one on, {@code 12.4 km2}. */
    public static String area(double squareMetres, boolean georeferenced) {
        if (georeferenced && squareMetres >= 1e6) {
            return String.format(Locale.ROOT, "%,.1f km2", squareMetres / 1e6);
        }
        return number(squareMetres) + (georeferenced ? " m2" : " px");
    }

    /** Whole from 10 on, with one decimal below. */
    public static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }

    /** For instance {@code 97 %}; what is not quite sure is never written as 100 %. */
    public static String percent(double fraction) {
        double shown = fraction < 1 ? Math.min(fraction, 0.99) : fraction;
        return String.format(Locale.ROOT, "%.0f %%", 100 * shown);
    }

    /** For instance {@code 12 days} or {@code 5 hours}. */
    public static String span(Duration time) {
        long days = Math.round(time.toMinutes() / 1440.0);
        return days > 0 ? counted(days, "day") : counted(time.toHours(), "hour");
    }

    /** The kind in the middle of a sentence. */
    public static String noun(Kind kind) {
        return switch (kind) {
            case STRUCTURE, OPENING, COVER, VEHICLE, MAST -> Topics.lower(kind);
            case GROUND -> "patch of ground";
            case WAGONS -> "group of wagons";
            case WATER -> "patch of water";
            case ICE -> "field of snow or ice";
            case BURN -> "patch of burnt ground";
            case SMOKE -> "cloud of smoke or dust";
            case HOTSPOT -> "hot spot";
            case OTHER -> "object";
        };
    }

    /** The kind in front of a noun or alone, for a label. */
    public static String label(Kind kind) {
        return switch (kind) {
            case STRUCTURE -> "Structure";
            case GROUND -> "Ground";
            case OPENING -> "Opening";
            case COVER -> "Cover";
            case VEHICLE -> "Vehicle";
            case WAGONS -> "Wagons";
            case MAST -> "Mast";
            case WATER -> "Water";
            case ICE -> "Snow or ice";
            case BURN -> "Burnt ground";
            case SMOKE -> "Smoke or dust";
            case HOTSPOT -> "Hot spot";
            case OTHER -> "Change";
        };
    }

    public static String verb(Polarity polarity) {
        return switch (polarity) {
            case APPEARED -> "appeared";
            case VANISHED -> "vanished";
            case ALTERED -> "was altered";
        };
    }

    static String article(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) < 0 ? "A " : "An ") + noun;
    }

    /** More than one of a kind. */
    static String plural(Kind kind) {
        return switch (kind) {
            case GROUND -> "patches of ground";
            case WATER -> "patches of water";
            case ICE -> "fields of snow or ice";
            case BURN -> "patches of burnt ground";
            case SMOKE -> "clouds of smoke or dust";
            case WAGONS -> "groups of wagons";
            default -> noun(kind) + "s";
        };
    }

    /** For instance {@code 2 structures, 1 cover and 1 mast}. */
    static String list(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }
}
