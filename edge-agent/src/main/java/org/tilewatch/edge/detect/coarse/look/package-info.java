/** Makes pixels of any image one coarse look: on the site's window, in comparable levels, without lost lines and noise. */
@NullMarked
package org.tilewatch.edge.detect.coarse.look;

import org.jspecify.annotations.NullMarked;
