/** A site record for geographic information systems: its tables, GeoJSON and a static STAC catalogue. Pure: records in, bytes out. */
@NullMarked
package org.tilewatch.edge.report.export;

import org.jspecify.annotations.NullMarked;
