package org.tilewatch.edge.detect.chip;

import org.tilewatch.edge.imagery.Window;

/**
 * Pictures of a finding for people, JPEG, each at most 96 KiB: the baseline, the look in the baseline's radiometry, and the look with
 * the change drawn in.
 *
 * @param window what they show, in pixels of the site's grid
 * @param width of each picture
 * @param height of each picture
 */
public record Chips(byte[] before, byte[] after, byte[] difference, Window window, int width, int height) {}
