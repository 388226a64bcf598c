/**
 * Reads GeoTIFF: directories, georeference, strips and tiles in every packing that image archives use.
 */
@NullMarked
package org.tilewatch.edge.ingest.decode.tiff;

import org.jspecify.annotations.NullMarked;
