package org.tilewatch.edge.order;

import java.util.Locale;
import org.tilewatch.edge.site.Outline;

/** What a station is told to do. None changes how it detects; {@link Rebaseline} has it learn a site anew. */
public sealed interface Order {

    /**
     * The finding is real. Recorded; the lamp asks for nobody on its behalf any more.
     *
     * @param subject id of an event, or of one of its alerts
     */
    record Accept(String subject, Reviewer by) implements Order {}

    /**
     * The finding is not real: recorded, and the event withdrawn. What subscribers were told is retracted, and the ground belongs to
     * the baseline from now on.
     *
     * @param subject id of an event, or of one of its alerts
     */
    record Reject(String subject, Reviewer by) implements Order {}

    /**
     * The finding is real and lies otherwise: recorded as accepted, and the event told anew with this outline.
     *
     * @param subject id of an event, or of one of its alerts
     * @param outline in pixels of the site's grid
     */
    record Correct(String subject, Outline outline, Reviewer by) implements Order {}

    /** A person has taken notice: lamp and buzzer go quiet until the next alert. */
    record Silence() implements Order {}

    /** What is found is published again. */
    record Arm() implements Order {}

    /** From now on the station observes and records, and publishes nothing but its status; also after a restart. */
    record Disarm() implements Order {}

    /** Forgets what was learned of a site, except its grid, and learns it anew; its open events are absorbed. */
    record Rebaseline(String site) implements Order {}

    /** Sends an alert again, under its id. */
    record Resend(String alertId) implements Order {}

    /** Who reviews and why; either may be empty. */
    record Reviewer(String name, String note) {

        /** Nobody in particular. */
        public static final Reviewer UNNAMED = new Reviewer("", "");
    }

    /** As in topics and in the configuration, for instance {@code accept}. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
