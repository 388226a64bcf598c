/** The command line and the one place where the agent's parts are put together. */
@NullMarked
package org.tilewatch.edge;

import org.jspecify.annotations.NullMarked;
