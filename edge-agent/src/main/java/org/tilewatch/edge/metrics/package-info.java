/** Figures of a running station: what is counted, and the text format in which Prometheus and the topic {@code metrics} take it. */
@NullMarked
package org.tilewatch.edge.metrics;

import org.jspecify.annotations.NullMarked;
