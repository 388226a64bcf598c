/** The analyst's end: puts alerts and their chips together again as they arrive, prints and saves them. */
@NullMarked
package org.tilewatch.edge.analyst;

import org.jspecify.annotations.NullMarked;
