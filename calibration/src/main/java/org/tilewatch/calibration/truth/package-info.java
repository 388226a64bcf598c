/**
 * What is known to be true about imagery: sites with planted events, labelled pairs, and how they are split.
 */
@NullMarked
package org.tilewatch.calibration.truth;

import org.jspecify.annotations.NullMarked;
