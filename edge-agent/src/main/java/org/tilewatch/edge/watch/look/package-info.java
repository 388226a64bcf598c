/**
 * Judges one look: finds it on its site's grid, compares it block by block with what the store remembers, follows the events and
 * says which of them is an alert.
 */
@NullMarked
package org.tilewatch.edge.watch.look;

import org.jspecify.annotations.NullMarked;
