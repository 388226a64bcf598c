/** The demo: a whole station on this machine, with a broker, a simulated site and an analyst who listens. */
@NullMarked
package org.tilewatch.calibration.demo;

import org.jspecify.annotations.NullMarked;
