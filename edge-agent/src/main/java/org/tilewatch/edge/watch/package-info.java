/**
 * The detection loop: takes an arrival, brings it onto its site's grid, compares it with what the store remembers, follows the events
 * and settles all of it at once.
 */
@NullMarked
package org.tilewatch.edge.watch;

import org.jspecify.annotations.NullMarked;
