/**
 * From a magnitude of change to the objects on a look: connected groups of pixels with outline, area, polarity and strength.
 */
@NullMarked
package org.tilewatch.edge.detect.object;

import org.jspecify.annotations.NullMarked;
