package org.tilewatch.calibration.truth;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Two pictures of a place and, if there is one, the picture of what changed.
 *
 * @param source which collection it is from; figures are told per source
 * @param label grey picture of the earlier one's size, 0 where nothing changed
 * @param gsdMetres NaN if unknown
 * @param forTraining whether networks may have been trained on it, so that it proves nothing
 * @param scene pairs of one scene hang together
 */
public record LabelledPair(
        String source,
        String name,
        Path before,
        Path after,
        Optional<Path> label,
        double gsdMetres,
        boolean forTraining,
        String scene) {}
