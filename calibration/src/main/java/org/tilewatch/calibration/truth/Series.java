package org.tilewatch.calibration.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/** Finds series with a truth: the folder itself or folders right below it that hold {@code truth.json}. */
public final class Series {

    private Series() {}

    /** The files with the truth, by name of folder; none if there is no such series. */
    public static List<Path> truths(Path folder) throws IOException {
        Path own = folder.resolve(SiteTruthReader.NAME);
        if (Files.isRegularFile(own)) {
            return List.of(own);
        }
        try (Stream<Path> below = Files.list(folder)) {
            return below.map(each -> each.resolve(SiteTruthReader.NAME))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** Reads them all; what is wrong in any of them is told at once. */
    public static List<SiteTruth> read(List<Path> truths) throws IOException, WrongConfiguration {
        List<SiteTruth> sites = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path truth : truths) {
            try {
                sites.add(SiteTruthReader.read(truth));
            } catch (WrongConfiguration e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new WrongConfiguration(problems);
        }
        return sites;
    }
}
