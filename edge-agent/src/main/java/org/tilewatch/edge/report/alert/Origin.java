package org.tilewatch.edge.report.alert;

import java.time.Instant;
import java.util.Optional;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * What an alert was made from.
 *
 * @param before the latest look without the change
 * @param after the look that gave rise to the alert
 * @param frame where the chips lie
 * @param terms of use of the imagery, empty if none are known
 */
public record Origin(Optional<Image> before, Optional<Image> after, Optional<Frame> frame, String terms) {

    /** Nothing is known. */
    public static final Origin NONE = new Origin(Optional.empty(), Optional.empty(), Optional.empty(), "");

    /**
     * An image that was used.
     *
     * @param name of its file
     * @param sha256 of its file, lower-case hexadecimal
     */
    public record Image(String name, String sha256, Instant acquired) {}

    /**
     * Size and place of every chip of an alert.
     *
     * @param place from the chips' pixels to the map
     */
    public record Frame(int width, int height, GeoReference place) {}

    /** The same with these images. */
    public Origin with(Optional<Image> earlier, Optional<Image> later) {
        return new Origin(earlier, later, frame, terms);
    }
}
