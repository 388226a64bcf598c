/** What a station knows of one site over a period, put together for people: the matter of the site report and of the exports. */
@NullMarked
package org.tilewatch.edge.report.record;

import org.jspecify.annotations.NullMarked;
