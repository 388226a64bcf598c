/**
 * The command that measures the detector where the truth is known.
 */
@NullMarked
package org.tilewatch.calibration.evaluate;

import org.jspecify.annotations.NullMarked;
