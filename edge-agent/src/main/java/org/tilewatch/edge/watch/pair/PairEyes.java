package org.tilewatch.edge.watch.pair;

import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.DetectorSettings;

/** Detectors for the earlier and the later picture of a pair. */
record PairEyes(Detector first, Detector second) {

    static PairEyes of(DetectorSettings settings) {
        return new PairEyes(new Detector(settings), new Detector(settings));
    }

    void close() {
        first.close();
        second.close();
    }
}
