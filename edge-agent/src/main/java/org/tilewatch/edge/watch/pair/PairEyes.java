package org.tilewatch.edge.watch.pair;

import java.util.Optional;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.DetectorSettings.DecidedBy;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.pair.CoarsePair;
import org.tilewatch.edge.detect.pair.PairDecider;
import org.tilewatch.edge.detect.pair.PairNetwork;

/**
 * Detectors for the earlier and the later picture of a pair, and who decides on what they lay side by side.
 *
 * @param deciding owned here; empty where the classical stages decide
 */
record PairEyes(Detector first, Detector second, Optional<PairDecider> deciding) {

    static PairEyes stages(DetectorSettings settings) {
        return of(settings.forPair(DecidedBy.STAGES), Optional.empty());
    }

    static PairEyes network(DetectorSettings settings, PairNetwork network) {
        return of(settings.forPair(DecidedBy.NETWORK), Optional.of(network));
    }

    static PairEyes relation(DetectorSettings settings) {
        return of(settings.forPair(DecidedBy.RELATION), Optional.of(new CoarsePair()));
    }

    private static PairEyes of(DetectorSettings settings, Optional<PairDecider> deciding) {
        return new PairEyes(new Detector(settings), new Detector(settings), deciding);
    }

    /** Whether these are at home in pixels of this size, in metres; NaN, which is unknown, suits the network. */
    boolean suits(double gsdMetres) {
        return deciding.map(by -> switch (by) {
                    case PairNetwork network -> ChangeNetwork.suits(gsdMetres);
                    case CoarsePair coarse -> gsdMetres > CoarsePair.FINEST_GSD;
                })
                .orElse(true);
    }

    void close() {
        first.close();
        second.close();
        deciding.ifPresent(PairDecider::close);
    }
}
