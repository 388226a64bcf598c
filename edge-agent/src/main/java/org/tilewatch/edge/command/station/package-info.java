/** The command with which a station begins. */
@NullMarked
package org.tilewatch.edge.command.station;

import org.jspecify.annotations.NullMarked;
