/** The operator's page with its little API, health and metrics over HTTP; the page itself lies beside this package as a resource. */
@NullMarked
package org.tilewatch.edge.console;

import org.jspecify.annotations.NullMarked;
