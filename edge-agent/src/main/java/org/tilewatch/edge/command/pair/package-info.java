/**
 * What detect reads and writes beside its lines: the list of pairs, maps of change and annotated pictures.
 */
@NullMarked
package org.tilewatch.edge.command.pair;

import org.jspecify.annotations.NullMarked;
