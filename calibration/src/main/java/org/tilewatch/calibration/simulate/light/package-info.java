/** Sun, cast shadows and clouds over a canvas. */
@NullMarked
package org.tilewatch.calibration.simulate.light;

import org.jspecify.annotations.NullMarked;
