package org.tilewatch.calibration.story;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Place;

/** What stands on a site and what happens there, in metres of a plan and in looks counted from 0. */
public interface Story {

    /** Name of the site. */
    String site();

    /** How many looks at the start show nothing but what is always there. */
    int quietLooks();

    /** How each look is taken. */
    Skies skies();

    /** From where and when it is looked at. */
    default View view() {
        return View.USUAL;
    }

    /** Draws what stands there from the first look to the last, on ground that is covered already. */
    void drawLasting(Canvas canvas, Random random);

    /** What is planted. */
    List<Planted> planted();

    /** Draws what is there on a look and was not there from the first on; nothing for a look before any event. */
    void tell(Canvas canvas, int look);

    /** The crane that stands there on a look. */
    Optional<Crane> crane(int look);

    /** Draws what comes and goes and is nobody's event; returns where. */
    List<Place> bustle(Canvas canvas, int look, Random random);

    /** Lays down what the soil is like on a look, below all that stands on it: fields that ripen, wet ground. */
    default void soil(Canvas canvas, int look) {}

    /** Lays down what covers all that stands there on a look: snow. */
    default void snow(Canvas canvas, int look) {}

    /** Zones and reference structures, as the sites file tells them; none for a story without. */
    List<Marked> marked();

    /** What else is true, for {@code truth.json}: names and numbers. */
    Map<String, Object> facts();

    /** A planted event at its place. */
    record Planted(String kind, String sentence, int firstLook, int lastLook, Place place) {}

    /**
     * A zone or reference structure.
     *
     * @param purpose of a zone; empty for a reference structure
     * @param reference that objects of the zone are compared with; empty for none in particular
     * @param priority of a zone, 0 to 9
     */
    record Marked(String name, String purpose, Place place, String reference, int priority) {}

    /**
     * What disturbs the looks.
     *
     * @param overcast the look that shows nothing but cloud
     * @param cloudy looks with some clouds
     * @param hazy the look with much haze
     * @param coarser the look with larger pixels
     * @param cropped the look of another extent
     * @param wedge the look with a corner without data
     */
    record Skies(int overcast, List<Integer> cloudy, int hazy, int coarser, int cropped, int wedge) {}

    /**
     * From where and when the looks are taken.
     *
     * @param first time of the first look
     * @param minutes that the time of day differs by, to each side
     * @param lean by how much a metre of height is shifted at most along each axis
     * @param localShift how far the ground is off from place to place beside the whole picture's error, in grid pixels
     * @param otherCamera looks of a second satellite: less sharp, noisier, compressed with loss
     * @param yearly whether the plants follow the calendar; else they grow from look to look
     */
    record View(Instant first, int minutes, double lean, double localShift, List<Integer> otherCamera, boolean yearly) {

        /** A satellite of one's own that looks down almost plumb, in spring. */
        public static final View USUAL =
                new View(Instant.parse("2026-05-02T02:10:00Z"), 18, 0.018, 0, List.of(), false);
    }
}
