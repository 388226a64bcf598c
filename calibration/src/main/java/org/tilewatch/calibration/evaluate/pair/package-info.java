/**
 * Scores the comparison of labelled pairs: pixels, tiles, objects and verdicts.
 */
@NullMarked
package org.tilewatch.calibration.evaluate.pair;

import org.jspecify.annotations.NullMarked;
