/** The duty cycle: one runner that owns idling, error counting and closing for every loop of the agent. */
@NullMarked
package org.tilewatch.edge.loop;

import org.jspecify.annotations.NullMarked;
