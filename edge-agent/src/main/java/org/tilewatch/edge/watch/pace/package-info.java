/** Measures the pace of work in the zones of a site, look by look. */
@NullMarked
package org.tilewatch.edge.watch.pace;

import org.jspecify.annotations.NullMarked;
