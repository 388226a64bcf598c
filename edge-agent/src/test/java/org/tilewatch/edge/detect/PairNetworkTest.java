package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.detect.network.TinyNetworks;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.pair.PairNetwork;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;

/** With a network whose structure is how far the blue of the two looks is apart. */
final class PairNetworkTest {

    private static final int SIDE = 192;
    private static final DrawnSite GROUND = new DrawnSite(7);

    private Detector detector;
    private DrawnWatch watch;
    private PairNetwork network;
    private Raster look;

    @BeforeEach
    void open() throws Exception {
        Natives.load();
        detector = new Detector(DetectorSettings.DEFAULT.forPair(DetectorSettings.DecidedBy.NETWORK));
        watch = new DrawnWatch(detector, SIDE, SIDE);
        network = new PairNetwork(TinyNetworks.differences());
        look = new Raster();
        GROUND.draw(Light.PLAIN, SIDE, SIDE, look);
        watch.judge(look);
        watch.learn();
    }

    @AfterEach
    void close() {
        look.close();
        network.close();
        watch.close();
        detector.close();
    }

    private List<Candidate> judged() {
        assertThat(watch.judge(look).outcome()).isEqualTo(Verdict.Outcome.JUDGED);
        return network.judge(detector);
    }

    @Test
    void aLookThatIsTheSameAsTheOneBeforeHasNoObjects() {
        assertThat(judged()).isEmpty();
        for (int at = 0; at < SIDE; at++) {
            assertThat(network.at(at, at)).isLessThan(0.02);
        }
    }

    @Test
    void aBuildingIsAnObjectAsSureAsTheNetworkIs() {
        GROUND.with(new Building(60, 80, 30, 20, 215)).draw(Light.PLAIN, SIDE, SIDE, look);

        List<Candidate> found = judged();

        assertThat(found).singleElement().satisfies(each -> {
            assertThat(each.areaPixels()).isBetween(560, 640);
            // Its blue of 215 stands on ground of about 94.
            assertThat(each.meanMagnitude()).isEqualTo((215 - 94) / 255.0, within(0.1));
        });
        assertThat(network.at(75, 90)).isGreaterThan(0.35);
        assertThat(network.at(20, 20)).isLessThan(0.1);
    }

    @Test
    void groundThatIsHiddenStaysUndecided() {
        GROUND.with(new Building(60, 80, 30, 20, 215)).draw(Light.PLAIN, SIDE, SIDE, look);
        DrawnSite.noData(look, 50, 70, 60, 40);

        assertThat(judged()).isEmpty();
        assertThat(network.at(75, 90)).isZero();
        assertThat(network.at(52, 72)).isZero();
    }

    @Test
    void onlyAShiftThatTheNetworkWouldNotBearIsTakenOutByWholePixels() {
        GROUND.draw(new Light(1, 0, 2.3, -1.6, 2), SIDE, SIDE, look);
        Verdict small = watch.judge(look);
        assertThat(List.of(small.shiftX(), small.shiftY())).containsExactly(0.0, 0.0);
        assertThat(small.shiftTrust()).isGreaterThan(0.3);

        GROUND.draw(new Light(1, 0, 4.9, -2.1, 3), SIDE, SIDE, look);
        Verdict large = watch.judge(look);
        assertThat(List.of(large.shiftX(), large.shiftY())).containsExactly(5.0, -2.0);
    }
}
