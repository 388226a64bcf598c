package org.tilewatch.edge.watch;

import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.Judgement.Seen;

/** A look that shows changes, in one line for people: site, what, where. */
final class ChangedLook {

    private ChangedLook() {}

    /** For instance {@code harbour changed: structure appeared, 1940 m2, confirmed, at 39.83901, 129.23412; and 2 more}. */
    static String sentence(Judgement look) {
        List<Seen> alerts = look.objects().stream().filter(Seen::alert).toList();
        String more = alerts.size() > 1 ? "; and %d more".formatted(alerts.size() - 1) : "";
        return alerts.isEmpty()
                ? look.site() + " " + look.verdict()
                : look.site() + " changed: " + object(alerts.getFirst()) + more;
    }

    private static String object(Seen seen) {
        Event event = seen.event();
        return String.format(
                Locale.ROOT,
                "%s %s, %.0f %s, %s, at %s",
                event.kind().name().toLowerCase(Locale.ROOT),
                event.polarity().name().toLowerCase(Locale.ROOT),
                event.areaSquareMetres(),
                seen.geometry().isPresent() ? "m2" : "px",
                event.status().name().toLowerCase(Locale.ROOT),
                seen.geometry().map(ChangedLook::place).orElse("tile " + event.tile()));
    }

    private static String place(Outline lonLat) {
        double[] ring = lonLat.outer();
        return String.format(Locale.ROOT, "%.5f, %.5f", ring[1], Longitudes.near(ring[0], 0));
    }
}
