/** The small network that looks at pairs without history and at the classical stages' candidates. */
@NullMarked
package org.tilewatch.edge.detect.network;

import org.jspecify.annotations.NullMarked;
