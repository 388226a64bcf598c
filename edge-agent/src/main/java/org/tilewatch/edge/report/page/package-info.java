/** The site report as one HTML page: text, tables, pictures as data URIs, charts as inline SVG. Pure: a record in, text out. */
@NullMarked
package org.tilewatch.edge.report.page;

import org.jspecify.annotations.NullMarked;
