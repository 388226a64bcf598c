package org.tilewatch.calibration.evaluate.page;

import java.util.List;
import org.tilewatch.calibration.score.Honesty;

/**
 * One part of a report.
 *
 * @param key for programs
 * @param note what one has to know to read the figures; may be empty
 * @param diagrams reliability diagrams
 * @param pictures the worst cases
 */
public record Section(
        String key, String title, String note, List<Figure> figures, List<Diagram> diagrams, List<Picture> pictures) {

    /** A reliability diagram: what was told against what came true. */
    public record Diagram(String title, List<Honesty.Bin> bins) {}

    /**
     * A picture of a case.
     *
     * @param caption one line below it
     * @param alternative what it shows, for who cannot see it
     */
    public record Picture(byte[] jpeg, String caption, String alternative) {}

    public Section {
        figures = List.copyOf(figures);
        diagrams = List.copyOf(diagrams);
        pictures = List.copyOf(pictures);
    }

    /** A part with figures alone. */
    public static Section of(String key, String title, String note, List<Figure> figures) {
        return new Section(key, title, note, figures, List.of(), List.of());
    }
}
