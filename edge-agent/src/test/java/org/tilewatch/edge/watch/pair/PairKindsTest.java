package org.tilewatch.edge.watch.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.watch.look.AlertPolicy;

final class PairKindsTest {

    @TempDir
    Path folder;

    private static PairJudgement compare(Path before, Path after) throws IOException {
        Natives.load();
        try (PairComparison comparison =
                new PairComparison(DetectorSettings.DEFAULT, Optional.empty(), AlertPolicy.DEFAULT, PairOdds.DEFAULT)) {
            return comparison.compare(new Pair("p", before, after, Double.NaN), Optional.empty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "30, 24, APPEARED, STRUCTURE",
        "30, 24, VANISHED, STRUCTURE",
        "50, 4, APPEARED, WAGONS",
        "50, 4, VANISHED, MAST",
        "7, 7, APPEARED, OTHER",
    })
    void whatTwoPicturesShowHasAKindAPolarityAndMeasures(double length, double width, Polarity polarity, Kind kind)
            throws Exception {
        Path empty = new DrawnGround().gsd(0.5).at(0, 0).write(folder.resolve("a.tif"), 512, 512);
        Path with = new DrawnGround()
                .gsd(0.5)
                .at(0, 0)
                .hall(100, 60, 100 + length, 60 + width)
                .write(folder.resolve("b.tif"), 512, 512);

        PairJudgement pair = polarity == Polarity.APPEARED ? compare(empty, with) : compare(with, empty);

        Event event = pair.objects().getFirst().seen().event();
        assertThat(event.polarity()).isEqualTo(polarity);
        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.details().measures().lengthMetres()).isCloseTo(length, within(2.5));
        assertThat(event.details().measures().widthMetres()).isCloseTo(width, within(2.5));
    }

    @Test
    void ofPixelsOfUnknownSizeNoKindIsSaid() throws Exception {
        Event event = compare(
                        new DrawnGround().write(folder.resolve("a.tif"), 512, 512),
                        new DrawnGround().hall(120, 60, 160, 90).write(folder.resolve("b.tif"), 512, 512))
                .objects()
                .getFirst()
                .seen()
                .event();

        assertThat(event.kind()).isEqualTo(Kind.OTHER);
        assertThat(event.details().measures().lengthMetres()).isNaN();
    }
}
