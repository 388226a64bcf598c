/**
 * What stands beside an image file or in its name: which files belong together, and what STAC Item, world file and name tell of
 * place and time.
 */
@NullMarked
package org.tilewatch.edge.ingest.sidecar;

import org.jspecify.annotations.NullMarked;
