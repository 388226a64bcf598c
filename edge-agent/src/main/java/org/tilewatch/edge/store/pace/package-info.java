/** Keeps the pace of work of each zone, a row per clear look. */
@NullMarked
package org.tilewatch.edge.store.pace;

import org.jspecify.annotations.NullMarked;
