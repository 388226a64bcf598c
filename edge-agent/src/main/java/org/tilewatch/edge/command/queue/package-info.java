/**
 * The command by which people look at the outbox and mend it.
 */
@NullMarked
package org.tilewatch.edge.command.queue;

import org.jspecify.annotations.NullMarked;
