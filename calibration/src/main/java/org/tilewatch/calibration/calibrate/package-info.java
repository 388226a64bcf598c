/**
 * Learns what scores are worth and which thresholds keep to an alert budget, and writes it down as a profile.
 */
@NullMarked
package org.tilewatch.calibration.calibrate;

import org.jspecify.annotations.NullMarked;
