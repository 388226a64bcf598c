/**
 * The picture of an alert in the README, made by the program itself.
 */
@NullMarked
package org.tilewatch.calibration.demo.picture;

import org.jspecify.annotations.NullMarked;
