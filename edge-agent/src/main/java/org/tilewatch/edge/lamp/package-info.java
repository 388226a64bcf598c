/** What the lamps say, on pins or on the terminal. Knows nothing of the rest of the agent: a lamp state comes in, lamps light. */
@NullMarked
package org.tilewatch.edge.lamp;

import org.jspecify.annotations.NullMarked;
