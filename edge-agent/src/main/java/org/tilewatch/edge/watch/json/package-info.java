/**
 * The lines that looks and pairs leave behind in replay and detect.
 */
@NullMarked
package org.tilewatch.edge.watch.json;

import org.jspecify.annotations.NullMarked;
