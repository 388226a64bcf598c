package org.tilewatch.edge.detect.chip;

/**
 * Pictures of a finding for people, JPEG, each at most 96 KiB: the baseline, the look in the baseline's radiometry, and the look with
 * the change drawn in.
 */
public record Chips(byte[] before, byte[] after, byte[] difference) {}
