/** The analysts' wall as the demo serves it, with the alerts that came before somebody opened it. */
@NullMarked
package org.tilewatch.calibration.demo.wall;

import org.jspecify.annotations.NullMarked;
