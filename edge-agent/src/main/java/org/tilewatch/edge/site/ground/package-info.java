/** Measures on the ground: areas, lengths and directions of outlines, whatever the projection of their grid. */
@NullMarked
package org.tilewatch.edge.site.ground;

import org.jspecify.annotations.NullMarked;
