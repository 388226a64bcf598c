/** What the past of a site says of what is seen there now. */
@NullMarked
package org.tilewatch.edge.watch.habit;

import org.jspecify.annotations.NullMarked;
