package org.tilewatch.edge.detect;

/**
 * What the last comparison knows of one pixel.
 *
 * @param measured the look holds a measurement here and it is not too close to a rim
 * @param hidden by cloud, its shadow or their margin
 * @param comparable the look and its history saw the ground, and not both clipped white
 * @param saturated both saw the ground, clipped white: nothing can be said
 * @param magnitude of change in units of noise; 0 where not comparable
 * @param level the magnitude above which a pixel may belong to an object
 */
public record PixelState(
        boolean measured, boolean hidden, boolean comparable, boolean saturated, double magnitude, double level) {}
