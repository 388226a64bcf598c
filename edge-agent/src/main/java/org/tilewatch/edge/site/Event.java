package org.tilewatch.edge.site;

import java.time.Instant;

/**
 * One change at one place, followed over the looks that come after.
 *
 * @param id stable name, unique on the station, never reused
 * @param site name of the site
 * @param tile id of the tile that holds its centre
 * @param revision counts what was published about it, from 1; 0 while nothing was
 * @param firstSeen acquisition time of the first look that shows it
 * @param lastSeen acquisition time of the latest look that shows it
 * @param looksSeen clear looks that showed it, at least 1
 * @param looksMissed clear looks in a row, up to now, that did not show it
 * @param areaSquareMetres area on the ground; in square pixels where the site has no georeference
 * @param score calibrated probability (0 to 1) that something really changed
 * @param outline in pixels of the site's grid
 * @param details what else is known
 */
public record Event(
        String id,
        String site,
        String tile,
        int revision,
        EventStatus status,
        Polarity polarity,
        Kind kind,
        Instant firstSeen,
        Instant lastSeen,
        int looksSeen,
        int looksMissed,
        double areaSquareMetres,
        double score,
        Outline outline,
        Details details) {

    public Event {
        if (looksSeen < 1 || looksMissed < 0 || !(areaSquareMetres >= 0) || !(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("event %s: %d looks seen, %d missed, %s m2, score %s"
                    .formatted(id, looksSeen, looksMissed, areaSquareMetres, score));
        }
    }

    /** An event of which no details are known. */
    public Event(
            String id,
            String site,
            String tile,
            int revision,
            EventStatus status,
            Polarity polarity,
            Kind kind,
            Instant firstSeen,
            Instant lastSeen,
            int looksSeen,
            int looksMissed,
            double areaSquareMetres,
            double score,
            Outline outline) {
        this(
                id,
                site,
                tile,
                revision,
                status,
                polarity,
                kind,
                firstSeen,
                lastSeen,
                looksSeen,
                looksMissed,
                areaSquareMetres,
                score,
                outline,
                Details.NONE);
    }

    /** The next revision of the event, to be published. */
    public Event revised(EventStatus now) {
        return with(revision + 1, now, polarity, kind, score, details);
    }

    /** The same event in another state, told to nobody. */
    public Event withStatus(EventStatus now) {
        return with(revision, now, polarity, kind, score, details);
    }

    /** The same event, as sure as told. */
    public Event withScore(double other) {
        return with(revision, status, polarity, kind, other, details);
    }

    /** The same event with other details. */
    public Event withDetails(Details other) {
        return with(revision, status, polarity, kind, score, other);
    }

    /**
     * The event as a person drew it; where it was published, the next revision, to be published.
     *
     * @param drawn in pixels of the site's grid; no look's outline takes its place from now on
     * @param area of that outline, in square metres as the event's
     */
    public Event corrected(Outline drawn, double area) {
        return new Event(
                id,
                site,
                tile,
                revision == 0 ? 0 : revision + 1,
                status,
                polarity,
                kind,
                firstSeen,
                lastSeen,
                looksSeen,
                looksMissed,
                area,
                score,
                drawn,
                details.drawn());
    }

    /** The same event of which an earlier look turned out to be the first to show it, with fewer clear looks before. */
    public Event since(Instant first, int clearLooksBefore) {
        return new Event(
                id,
                site,
                tile,
                revision,
                status,
                polarity,
                kind,
                first,
                lastSeen,
                looksSeen,
                looksMissed,
                areaSquareMetres,
                score,
                outline,
                details.withClearLooksBefore(clearLooksBefore));
    }

    /** The same event as another kind of thing. */
    public Event withKind(Kind other) {
        return with(revision, status, polarity, other, score, details);
    }

    /** The same event with another polarity, and what it was read from. */
    public Event leaning(double lean, Polarity other) {
        return with(revision, status, other, kind, score, details.withLean(lean));
    }

    private Event with(
            int newRevision,
            EventStatus newStatus,
            Polarity newPolarity,
            Kind newKind,
            double newScore,
            Details newDetails) {
        return new Event(
                id,
                site,
                tile,
                newRevision,
                newStatus,
                newPolarity,
                newKind,
                firstSeen,
                lastSeen,
                looksSeen,
                looksMissed,
                areaSquareMetres,
                newScore,
                outline,
                newDetails);
    }
}
