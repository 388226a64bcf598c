/** What leaves the station: reports of events, status and the line a look leaves behind, with their wire formats. */
@NullMarked
package org.tilewatch.edge.report;

import org.jspecify.annotations.NullMarked;
