package org.tilewatch.edge.report.record;

import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;

/**
 * One event with what was told of it.
 *
 * @param outline in longitude and latitude; empty without a georeference
 * @param alerts earliest first; empty for one that was not published, or whose alerts the archive let go
 * @param pictures of the latest alert that shows the event and still has some; at most one of a role
 * @param pictured the alert that the pictures belong to
 */
public record EventRecord(
        Event event,
        Optional<Outline> outline,
        List<ToldAlert> alerts,
        List<Picture> pictures,
        Optional<ToldAlert> pictured) {

    public EventRecord {
        alerts = List.copyOf(alerts);
        pictures = List.copyOf(pictures);
    }

    /** Whether the station told of it. */
    public boolean published() {
        return event.revision() > 0;
    }

    public Optional<ToldAlert> latestAlert() {
        return alerts.isEmpty() ? Optional.empty() : Optional.of(alerts.getLast());
    }

    public Optional<Picture> picture(String role) {
        return pictures.stream().filter(each -> each.role().equals(role)).findFirst();
    }

    /** Name of the zone that holds most of it; empty outside of all, or where it is not known. */
    public String zone() {
        String known = event.details().zone();
        return known.isEmpty() ? latestAlert().map(ToldAlert::zone).orElse("") : known;
    }

    /** Standard error of its area as a share of it; NaN if not known. */
    public double areaErrorFraction() {
        double known = event.details().measures().areaErrorFraction();
        return Double.isFinite(known)
                ? known
                : latestAlert().map(ToldAlert::areaErrorFraction).orElse(Double.NaN);
    }

    /** What its area is compared with, as it stands now; empty where there is no reference structure. */
    public Optional<Comparison> compared() {
        return event.details()
                .compared()
                .or(() -> latestAlert()
                        .filter(alert -> Double.isFinite(alert.referenceFraction()))
                        .map(alert -> new Comparison(alert.reference(), alert.referenceFraction(), Double.NaN)));
    }

    /** Clear looks before the first that showed it, none of which did; 0 if not known. */
    public int clearLooksBefore() {
        int told = alerts.stream().mapToInt(ToldAlert::clearLooksWithout).max().orElse(0);
        return Math.max(told, event.details().clearLooksBefore());
    }
}
