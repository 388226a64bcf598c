package org.tilewatch.calibration.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.bench.DrawnPlace.Look;
import org.tilewatch.calibration.bench.Stages.Stage;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.file.UnreadableTile;

class StagesTest {

    @Test
    void findOneByOneAndTwiceOverWhatTheDetectorFinds(@TempDir Path folder) throws IOException, UnreadableTile {
        Natives.load();
        DrawnPlace place = DrawnPlace.draw(folder);
        assertThat(place.steady()).hasSizeGreaterThan(5);
        int candidates = 0;
        try (Stages stages = new Stages()) {
            for (Look look : place.steady()) {
                stages.take(look);
                for (Stage stage : stages.all()) {
                    stage.step().run();
                    stage.step().run();
                }

                assertThat(stages.candidates()).usingRecursiveComparison().isEqualTo(stages.detectorsCandidates());
                candidates += stages.candidates().size();
            }
        }
        assertThat(candidates).isGreaterThan(place.steady().size());
    }
}
