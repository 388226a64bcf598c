/**
 * The detection loop: takes an arrival, has it judged and settles all that follows from it at once; the same for a whole folder
 * of looks in one go.
 */
@NullMarked
package org.tilewatch.edge.watch;

import org.jspecify.annotations.NullMarked;
