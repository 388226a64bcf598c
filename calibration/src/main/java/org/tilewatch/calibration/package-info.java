/** Simulator, demo and measuring, on the agent's very own code. */
@NullMarked
package org.tilewatch.calibration;

import org.jspecify.annotations.NullMarked;
