/** The simulated ground without light and weather: where things lie, what they are made of and how high they are. */
@NullMarked
package org.tilewatch.calibration.landscape;

import org.jspecify.annotations.NullMarked;
