/** What the station is doing and what is wrong with it, shared between the loops, the lamps and the status message. */
@NullMarked
package org.tilewatch.edge.health;

import org.jspecify.annotations.NullMarked;
