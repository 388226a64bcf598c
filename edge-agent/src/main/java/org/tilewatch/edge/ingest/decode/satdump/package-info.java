/**
 * Product folders as SatDump writes them: {@code dataset.json}, and for each instrument a folder with {@code product.cbor} and one
 * image per channel. Nothing that such a file says leads out of its folder.
 */
@NullMarked
package org.tilewatch.edge.ingest.decode.satdump;

import org.jspecify.annotations.NullMarked;
