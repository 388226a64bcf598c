/** The pace of work on a site: figures per zone and look, when they began to grow, and the phases of construction. Pure values and rules. */
@NullMarked
package org.tilewatch.edge.site.pace;

import org.jspecify.annotations.NullMarked;
