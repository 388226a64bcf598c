/** The command {@code sites}: looks after the sites file. */
@NullMarked
package org.tilewatch.edge.command.sites;

import org.jspecify.annotations.NullMarked;
