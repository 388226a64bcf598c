/** Watched sites: their grid, and the events on them with the rules of an event's life. Pure values and rules. */
@NullMarked
package org.tilewatch.edge.site;

import org.jspecify.annotations.NullMarked;
