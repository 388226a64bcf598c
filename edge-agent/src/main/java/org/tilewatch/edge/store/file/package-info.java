/**
 * What the store keeps as files: where they lie, the tiles that were learned, the chips.
 */
@NullMarked
package org.tilewatch.edge.store.file;

import org.jspecify.annotations.NullMarked;
