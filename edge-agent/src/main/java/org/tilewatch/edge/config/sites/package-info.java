/** The sites file: GeoJSON read into sites, zones and reference structures, and all that may be wrong with it. */
@NullMarked
package org.tilewatch.edge.config.sites;

import org.jspecify.annotations.NullMarked;
