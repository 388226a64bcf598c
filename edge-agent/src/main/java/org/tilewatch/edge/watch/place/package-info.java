/** Where looks lie on the grids of their sites, and in which parts they are read and judged. */
@NullMarked
package org.tilewatch.edge.watch.place;

import org.jspecify.annotations.NullMarked;
