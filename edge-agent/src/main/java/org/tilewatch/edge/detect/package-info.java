/**
 * Finds what really changed: pixels and history in, verdict out. No I/O, no clock, no log; the same pixels and parameters give the
 * same verdict. OpenCV is used as arithmetic on buffers that are allocated once.
 */
@NullMarked
package org.tilewatch.edge.detect;

import org.jspecify.annotations.NullMarked;
