/** What kind of thing an event is, by its shape, its looks and the purpose of its zone. */
@NullMarked
package org.tilewatch.edge.watch.kind;

import org.jspecify.annotations.NullMarked;
