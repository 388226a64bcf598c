/**
 * The arithmetic of judging a judge: rates, rankings, reliability of probabilities, and how sure each figure is. Numbers in, numbers out.
 */
@NullMarked
package org.tilewatch.calibration.score;

import org.jspecify.annotations.NullMarked;
