/**
 * Pictures of the simulated site: its looks as files, and the alert in the README, made by the program itself.
 */
@NullMarked
package org.tilewatch.calibration.demo.picture;

import org.jspecify.annotations.NullMarked;
