package org.tilewatch.edge.watch.look;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.store.Settlement;

/**
 * All that is known about one look after it was judged.
 *
 * @param verdict learning, changed, unchanged or unusable
 * @param reason why it is unusable, else empty
 * @param score probability that anything changed, NaN while nothing can be said
 * @param observedFraction share of what was measured that was seen clearly
 * @param shiftX how far the look's content lies to the right of the baseline's, in the file's pixels; NaN without a baseline
 * @param shiftY the same, down
 * @param shiftTrust 0 to 1
 * @param looksSoFar least number of looks that any tile of the site remembers, this one included
 * @param looksNeeded looks a tile needs before it is judged
 * @param objects every object that was found and every event that ended on this look
 * @param settlement what is to become durable
 * @param timing where the time went
 */
public record Judgement(
        String site,
        Scene scene,
        String verdict,
        String reason,
        double score,
        double observedFraction,
        double shiftX,
        double shiftY,
        double shiftTrust,
        int looksSoFar,
        int looksNeeded,
        List<Seen> objects,
        Settlement settlement,
        Timing timing) {

    /**
     * One object of a look.
     *
     * @param alert whether it is published at the station's budget
     * @param pixels outer ring in the file's pixels: x0, y0, ..., (0, 0) is the centre of the upper left pixel
     * @param geometry in longitude and latitude; empty without a georeference
     * @param explain what the score was made from
     */
    public record Seen(
            Event event, boolean alert, double[] pixels, Optional<Outline> geometry, Map<String, Double> explain) {}

    /** Nanoseconds per stage. */
    public record Timing(long decode, long register, long detect) {

        public long total() {
            return decode + register + detect;
        }
    }

    public Judgement {
        objects = List.copyOf(objects);
    }

    /** Whether anything of the site was measured, be it cloud. */
    public boolean showsSite() {
        return !reason.equals(Judged.NO_DATA);
    }
}
