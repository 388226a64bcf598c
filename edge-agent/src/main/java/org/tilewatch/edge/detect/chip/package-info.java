/**
 * Pictures for people: what a finding looked like before and after, what changed on a pair, and the map of change.
 */
@NullMarked
package org.tilewatch.edge.detect.chip;

import org.jspecify.annotations.NullMarked;
