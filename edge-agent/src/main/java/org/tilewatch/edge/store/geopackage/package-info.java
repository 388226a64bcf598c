/** GeoPackage files. Here and not with the other exits of a site, because a GeoPackage is an SQLite file and SQL is at home in the store. */
@NullMarked
package org.tilewatch.edge.store.geopackage;

import org.jspecify.annotations.NullMarked;
