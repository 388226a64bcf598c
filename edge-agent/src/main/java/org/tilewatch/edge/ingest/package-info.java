/**
 * What arrives at the station: finds files that are complete, tells where and when each was taken, brings its pixels into a
 * raster, and puts aside what cannot be used.
 */
@NullMarked
package org.tilewatch.edge.ingest;

import org.jspecify.annotations.NullMarked;
