/**
 * How figures are shown: as a table of 80 columns, as one JSON object, and as one HTML page that needs no other file.
 */
@NullMarked
package org.tilewatch.calibration.evaluate.page;

import org.jspecify.annotations.NullMarked;
