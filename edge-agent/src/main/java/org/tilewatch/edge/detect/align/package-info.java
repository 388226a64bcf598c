/**
 * Brings a look onto its history: onto the same pixels, with the local shift measured and taken out, and into the same radiometry.
 */
@NullMarked
package org.tilewatch.edge.detect.align;

import org.jspecify.annotations.NullMarked;
