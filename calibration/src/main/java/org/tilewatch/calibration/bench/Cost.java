package org.tilewatch.calibration.bench;

import java.util.OptionalDouble;

/**
 * What a stage costs: medians over rounds of the mean over looks.
 *
 * @param stage its name
 * @param within the stage that it is a part of; empty if none
 * @param nanosPerPixel per pixel of the look's file
 * @param lowNanosPerPixel lower quartile of the rounds
 * @param highNanosPerPixel upper quartile of the rounds
 * @param copies how many times as long as a plain copy of the look's samples
 * @param copyNanosPerPixel what that copy took beside this stage
 * @param heapBytesPerLook taken from Java's heap, garbage or not
 * @param nativeBytesPerLook by how much what malloc has handed out grew, median over looks; empty where the system does not tell
 */
record Cost(
        String stage,
        String within,
        double nanosPerPixel,
        double lowNanosPerPixel,
        double highNanosPerPixel,
        double copies,
        double copyNanosPerPixel,
        double heapBytesPerLook,
        OptionalDouble nativeBytesPerLook) {

    double megapixelsPerSecond() {
        return 1000 / nanosPerPixel;
    }
}
