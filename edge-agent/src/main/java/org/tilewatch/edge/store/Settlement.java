package org.tilewatch.edge.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import org.tilewatch.edge.store.file.LearnedTiles;

/**
 * All that one look leaves behind; becomes durable as a whole or not at all.
 *
 * @param sha256 of the image file, in hex
 * @param name of the image file, for people
 * @param kept where the file stays in the inbox; empty if it is moved or deleted
 * @param verdict learning, changed, unchanged or unusable
 * @param reason why it is unusable, else empty
 * @param score calibrated probability (0 to 1) that anything changed, NaN without one
 * @param newGrid the site's grid where this look fixes it
 * @param detectorState what the detector remembers of the site in its own, versioned text; empty leaves it as it is
 * @param learned the tiles to learn, handed over: the store owns them once the settlement is durable
 * @param events new ones and those that changed
 * @param coverage what the look saw of the site and its zones
 * @param pace of work in its zones
 * @param reports to be published, in this order within a severity
 */
public record Settlement(
        String sha256,
        String name,
        Optional<KeptFile> kept,
        String site,
        Pass pass,
        String verdict,
        String reason,
        double score,
        Optional<SiteGrid> newGrid,
        Optional<String> detectorState,
        Optional<LearnedTiles> learned,
        List<Event> events,
        List<Seen> coverage,
        List<Pace> pace,
        List<Report> reports) {

    public Settlement {
        events = List.copyOf(events);
        coverage = List.copyOf(coverage);
        pace = List.copyOf(pace);
        reports = List.copyOf(reports);
        for (Event event : events) {
            if (!event.site().equals(site)) {
                throw new IllegalArgumentException(
                        "event %s is on site %s, the look on %s".formatted(event.id(), event.site(), site));
            }
        }
    }

    /** The same with their tiles ready to be named by rows; teaching nothing where the disk had no room for them. */
    static List<Settlement> finished(List<Settlement> looks) throws IOException {
        List<Settlement> finished = new ArrayList<>();
        for (Settlement look : looks) {
            finished.add(look.finished());
        }
        return finished;
    }

    private Settlement finished() throws IOException {
        if (learned.isPresent() && learned.get().written()) {
            learned.get().finish();
            return this;
        }
        return new Settlement(
                sha256,
                name,
                kept,
                site,
                pass,
                verdict,
                reason,
                score,
                newGrid,
                detectorState,
                Optional.empty(),
                events,
                coverage,
                pace,
                reports);
    }

    /** A look of which nobody asked what it saw. */
    public Settlement(
            String sha256,
            String name,
            Optional<KeptFile> kept,
            String site,
            Pass pass,
            String verdict,
            String reason,
            double score,
            Optional<SiteGrid> newGrid,
            Optional<String> detectorState,
            Optional<LearnedTiles> learned,
            List<Event> events,
            List<Report> reports) {
        this(
                sha256,
                name,
                kept,
                site,
                pass,
                verdict,
                reason,
                score,
                newGrid,
                detectorState,
                learned,
                events,
                List.of(),
                List.of(),
                reports);
    }

    /** Lets go of what it would have taught, unless that was settled. */
    public void discard() throws IOException {
        if (learned.isPresent()) {
            learned.get().close();
        }
    }

    /** A processed file that stays where it is, known again by these three without reading it. */
    public record KeptFile(String path, long size, long modifiedMillis) {}
}
