/**
 * From the bytes of an image file to pixels, mask, georeference and time as that file alone tells them. Trusts nothing it reads:
 * every size is checked against {@link org.tilewatch.edge.ingest.file.Caps} and the file's length before memory is taken.
 */
@NullMarked
package org.tilewatch.edge.ingest.decode;

import org.jspecify.annotations.NullMarked;
