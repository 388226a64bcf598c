/**
 * Scores what a replay told about series whose truth is known.
 */
@NullMarked
package org.tilewatch.calibration.evaluate.series;

import org.jspecify.annotations.NullMarked;
