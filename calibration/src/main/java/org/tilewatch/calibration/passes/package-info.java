/**
 * Draws what a receiver at home gets: passes of weather satellites over a coast that exists only here, as folders that SatDump could have
 * written, with their clouds, lost lines and kilometres of misplacement.
 */
@NullMarked
package org.tilewatch.calibration.passes;

import org.jspecify.annotations.NullMarked;
