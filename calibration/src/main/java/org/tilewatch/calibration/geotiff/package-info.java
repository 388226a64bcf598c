/** Writes GeoTIFF files for the simulated site; reading them is the agent's business. */
@NullMarked
package org.tilewatch.calibration.geotiff;

import org.jspecify.annotations.NullMarked;
