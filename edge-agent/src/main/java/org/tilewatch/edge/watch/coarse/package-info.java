/**
 * The coarse profile's judge of looks: places them on their site's grid, has them compared with what its pixels showed before, follows
 * water, ice, burnt ground and the rest over the looks, and says which of it is told.
 */
@NullMarked
package org.tilewatch.edge.watch.coarse;

import org.jspecify.annotations.NullMarked;
