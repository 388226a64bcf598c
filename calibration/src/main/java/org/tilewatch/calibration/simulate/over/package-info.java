/** Revisits over a base picture, one's own or a drawn landscape: what is planted on it, and what disturbs the looks. */
@NullMarked
package org.tilewatch.calibration.simulate.over;

import org.jspecify.annotations.NullMarked;
