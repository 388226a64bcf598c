/**
 * Compares looks of 50 m to 5 km per pixel, most of which is cloud, with what the same pixels showed on clear looks before: in reflected and
 * emitted light, at the same hour and season, pixel by pixel. Pure, like all of {@code detect}.
 */
@NullMarked
package org.tilewatch.edge.detect.coarse;

import org.jspecify.annotations.NullMarked;
