/** How fast the image library is on this machine. */
@NullMarked
package org.tilewatch.edge.imagery.probe;

import org.jspecify.annotations.NullMarked;
