package org.tilewatch.calibration.demo.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.tilewatch.calibration.simulate.DrawnLook;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.Screening;
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.LookJudge;
import org.tilewatch.edge.watch.look.Reporting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a simulated site through the station's pipeline, without broker and loops, and picks one report. */
final class LargestAlert {

    /** Brings the area of what was not built, cleared ground say, below that of anything that was. */
    private static final double LESS_THAN_ANY_STRUCTURE = 1e-6;

    private LargestAlert() {}

    /** The report of the largest structure over all looks, else of the largest event, the earliest of equals. The same on every run. */
    static Report on(SimulatedSite site) throws IOException {
        Path folder = Files.createTempDirectory("tilewatch-picture-");
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-09-01T00:00:00Z"));
        Optional<ChangeNetwork> network = NetworkChoice.BUNDLED.open();
        Reporting reporting = new Reporting(
                "demo", "http://127.0.0.1:8090", AlertPolicy.DEFAULT.id(), network.map(ChangeNetwork::id), clock);
        try (Store store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, clock);
                Screening screening = new Screening(
                        store,
                        new Decoder(Caps.DEFAULT),
                        new LookJudge(
                                store, DetectorSettings.DEFAULT, network, AlertPolicy.DEFAULT, Optional.of(reporting)),
                        new SiteNames(List.of(), false))) {
            Optional<Report> largest = Optional.empty();
            for (int index = 0; index < site.looks(); index++) {
                largest = larger(largest, reports(screening, folder, site.draw(index)));
            }
            return largest.orElseThrow(() -> new NoSuchElementException("no look of this site led to an alert"));
        } finally {
            remove(folder);
        }
    }

    private static List<Report> reports(Screening screening, Path folder, DrawnLook look) throws IOException {
        SimulatedSite.write(folder, look);
        Path image = folder.resolve(look.name() + ".tif");
        Result result = screening.screen(new Screening.Candidate(
                image, look.name(), SimulatedSite.NAME, look.acquired(), look.name(), Optional.empty()));
        return switch (result) {
            case Result.Settled settled ->
                settled.judgements().getFirst().settlement().reports();
            case Result.Refused refused -> throw new IOException(look.name() + " was refused: " + refused.sentence());
            case Result.Repeated repeated -> throw new IOException(look.name() + " was left out: " + repeated.what());
        };
    }

    private static Optional<Report> larger(Optional<Report> soFar, List<Report> further) {
        return Stream.concat(soFar.stream(), further.stream())
                .reduce((a, b) -> Comparator.comparingDouble(LargestAlert::area).compare(b, a) > 0 ? b : a);
    }

    private static double area(Report report) {
        try {
            JsonNode properties = JsonMapper.shared()
                    .readTree(AlertSummary.read(report.alert().payload()).json())
                    .path("properties");
            boolean built = properties.path("tw:kind").asString("").equals("structure");
            return properties.path("tw:area_m2").asDouble(0) * (built ? 1 : LESS_THAN_ANY_STRUCTURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
