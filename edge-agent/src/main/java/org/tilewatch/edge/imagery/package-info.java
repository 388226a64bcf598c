/** Values that describe a look: its pixels, where on Earth they lie and when they were taken. No I/O, no clock. */
@NullMarked
package org.tilewatch.edge.imagery;

import org.jspecify.annotations.NullMarked;
