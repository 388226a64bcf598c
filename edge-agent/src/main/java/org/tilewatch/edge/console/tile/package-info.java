/** What a station remembers of its tiles, as pictures. */
@NullMarked
package org.tilewatch.edge.console.tile;

import org.jspecify.annotations.NullMarked;
