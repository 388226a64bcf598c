package org.tilewatch.calibration.passes;

import java.time.Instant;
import java.util.List;
import org.tilewatch.edge.imagery.Affine;

/**
 * One pass as it was received.
 *
 * @param satellite as SatDump names it
 * @param toMap from pixels to longitude and latitude, as SatDump believes it
 * @param counts 10 bit values of each {@link Channel}, row by row; 0 where a line was lost
 * @param outside pixels that the swath does not reach
 * @param clear what share of each planted event this pass sees, in their order
 * @param shift how far the content lies to the left and up of where SatDump believes it, pixels
 * @param faults what went wrong on the way, for people
 */
record DrawnPass(
        String satellite,
        Instant acquired,
        int width,
        int height,
        Affine toMap,
        short[][] counts,
        boolean[] outside,
        boolean day,
        double cloudFraction,
        double[] clear,
        double[] shift,
        List<String> faults) {}
