/** What stands on a simulated site and what happens there: the stories that the simulator can draw. */
@NullMarked
package org.tilewatch.calibration.story;

import org.jspecify.annotations.NullMarked;
