package org.tilewatch.edge.lamp.gpio;

/**
 * A change of an input's level.
 *
 * @param timestampNanos when, by the kernel's monotonic clock; only differences have a meaning
 * @param rising from low to high
 */
public record Edge(long timestampNanos, boolean rising) {}
