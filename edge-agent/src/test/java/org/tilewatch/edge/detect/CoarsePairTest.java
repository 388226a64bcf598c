package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.pair.CoarsePair;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;

final class CoarsePairTest {

    private static final int SIDE = 192;
    private static final DrawnSite GROUND = new DrawnSite(11);
    private static final Building TOWN = new Building(60, 80, 40, 24, 40);

    private Detector detector;
    private DrawnWatch watch;
    private CoarsePair coarse;
    private Raster look;

    @BeforeEach
    void open() throws Exception {
        Natives.load();
        detector = new Detector(DetectorSettings.DEFAULT.forPair(DetectorSettings.DecidedBy.RELATION));
        watch = new DrawnWatch(detector, SIDE, SIDE);
        coarse = new CoarsePair();
        look = new Raster();
        GROUND.draw(new Light(1, 0, 0, 0, 1), SIDE, SIDE, look);
        watch.judge(look);
        watch.learn();
    }

    @AfterEach
    void close() {
        look.close();
        coarse.close();
        watch.close();
        detector.close();
    }

    private List<Candidate> judged() {
        assertThat(watch.judge(look).outcome()).isEqualTo(Verdict.Outcome.JUDGED);
        return coarse.judge(detector);
    }

    @Test
    void anotherDayInAnotherLightShowsNothing() {
        GROUND.draw(new Light(0.8, 25, 0, 0, 2), SIDE, SIDE, look);

        assertThat(judged()).noneMatch(each -> each.meanMagnitude() > 0.5);
    }

    @Test
    void whatWasBuiltIsOneObjectOfItsSize() {
        GROUND.with(TOWN).draw(new Light(0.8, 25, 0, 0, 2), SIDE, SIDE, look);

        Candidate first = judged().getFirst();

        assertThat(first.meanMagnitude()).isGreaterThan(0.8);
        assertThat(first.areaPixels()).isBetween(800, 1100);
        assertThat(coarse.at(80, 92)).isGreaterThan(0.8);
        assertThat(coarse.at(150, 30)).isLessThan(0.3);
    }

    @Test
    void aLookThatLiesTwoPixelsOffIsBroughtHomeByWholePixels() {
        GROUND.draw(new Light(1, 0, 2, -3, 2), SIDE, SIDE, look);

        Verdict verdict = watch.judge(look);

        assertThat(verdict.shiftX()).isEqualTo(2);
        assertThat(verdict.shiftY()).isEqualTo(-3);
    }
}
