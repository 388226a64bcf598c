/** What the sites file says: which places are watched, their zones and reference structures, and which of them a file shows. */
@NullMarked
package org.tilewatch.edge.site.watched;

import org.jspecify.annotations.NullMarked;
