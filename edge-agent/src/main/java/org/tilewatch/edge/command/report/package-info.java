/** The commands {@code report} and {@code export}: what a station knows of a site, for people and for geographic information systems. */
@NullMarked
package org.tilewatch.edge.command.report;

import org.jspecify.annotations.NullMarked;
