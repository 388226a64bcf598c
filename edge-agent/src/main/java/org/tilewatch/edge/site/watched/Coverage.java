package org.tilewatch.edge.site.watched;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was seen of a site, or of one of its zones, and since when nothing was: what no look saw is unknown, not unchanged.
 *
 * @param zone empty for the site as a whole
 * @param looks that were judged or called unusable, clear or not
 * @param clearLooks those that saw at least {@value #CLEAR} of it
 * @param lastLook acquisition time of the latest look
 * @param observedFraction share of it that the latest look saw
 * @param lastClear acquisition time of the latest clear look; empty if there was none
 * @param blindSince acquisition time of the first look after that which did not see it; empty if the latest one did
 */
public record Coverage(
        String site,
        String zone,
        int looks,
        int clearLooks,
        Instant lastLook,
        double observedFraction,
        Optional<Instant> lastClear,
        Optional<Instant> blindSince) {

    /** Share that a clear look sees. */
    public static final double CLEAR = 0.7;

    /** What one look saw of a site or zone, 0 to 1. */
    public record Seen(String zone, double observedFraction) {}

    /** After the first look. */
    public static Coverage first(String site, Seen seen, Instant acquired) {
        boolean clear = seen.observedFraction() >= CLEAR;
        return new Coverage(
                site,
                seen.zone(),
                1,
                clear ? 1 : 0,
                acquired,
                seen.observedFraction(),
                clear ? Optional.of(acquired) : Optional.empty(),
                clear ? Optional.empty() : Optional.of(acquired));
    }

    /** After one more look; one that is older than the latest counts, but does not say how things are now. */
    public Coverage after(Seen seen, Instant acquired) {
        boolean clear = seen.observedFraction() >= CLEAR;
        boolean older = acquired.isBefore(lastLook);
        Optional<Instant> clearest =
                clear && lastClear.map(acquired::isAfter).orElse(true) ? Optional.of(acquired) : lastClear;
        Optional<Instant> blind = clear ? Optional.empty() : blindSince.or(() -> Optional.of(acquired));
        return new Coverage(
                site,
                zone,
                looks + 1,
                clearLooks + (clear ? 1 : 0),
                older ? lastLook : acquired,
                older ? observedFraction : seen.observedFraction(),
                clearest,
                older ? blindSince : blind);
    }

    /** Days since the last clear look; NaN if there was none. */
    public double daysBlind(Instant now) {
        return lastClear
                .map(clear -> Math.max(0, Duration.between(clear, now).toSeconds() / 86_400.0))
                .orElse(Double.NaN);
    }
}
