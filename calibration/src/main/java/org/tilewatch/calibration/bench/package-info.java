/** What each stage of a look costs, on looks that are drawn for it: the command {@code bench}. */
@NullMarked
package org.tilewatch.calibration.bench;

import org.jspecify.annotations.NullMarked;
