/**
 * Decides for two pictures of one place without a history, where differencing them does not: a network where pixels are fine, a
 * statistic of the whole picture where they are coarse.
 */
@NullMarked
package org.tilewatch.edge.detect.pair;

import org.jspecify.annotations.NullMarked;
