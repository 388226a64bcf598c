/** Counts what is small and stands out on a look by itself, whatever was there before. Pure. */
@NullMarked
package org.tilewatch.edge.detect.count;

import org.jspecify.annotations.NullMarked;
