/**
 * Draws a site, its revisits and the changes planted on it, pixel by pixel, so that a station can be shown and measured where
 * the truth is known. The same seed gives the same pixels.
 */
@NullMarked
package org.tilewatch.calibration.simulate;

import org.jspecify.annotations.NullMarked;
