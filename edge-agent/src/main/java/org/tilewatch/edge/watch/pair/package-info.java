/**
 * Judges a pair of pictures without a store: brings both onto one grid, compares them and answers what became of a pixel.
 */
@NullMarked
package org.tilewatch.edge.watch.pair;

import org.jspecify.annotations.NullMarked;
