package org.tilewatch.edge.command.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.report.export.GeoJson;
import org.tilewatch.edge.report.export.SiteLayers;
import org.tilewatch.edge.report.export.StacCatalogue;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;
import org.tilewatch.edge.store.geopackage.GeoPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Hands what is known of a site to geographic information systems. */
@Command(
        name = "export",
        header = "Hands events, looks and alerts of a site to GIS: GeoJSON, GeoPackage, STAC.",
        description = "%nWorks while the agent runs as well as when it is stopped. Places are longitude and latitude on"
                + " WGS 84.%n")
public final class ExportCommand implements Callable<Integer> {

    /** What can be written. */
    private enum Format {
        GEOJSON,
        GPKG,
        STAC
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SiteChoice choice;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "geojson or gpkg, a file; stac, a folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Option(names = "--all", description = "Also the candidates that were too improbable to be told.")
    private boolean all;

    @Option(names = "--out", required = true, paramLabel = "PATH", description = "Where to write it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws WrongConfiguration, IOException {
        SiteRecord site = choice.read(spec);
        switch (format) {
            case GEOJSON -> WholeFile.write(out, GeoJson.of(site, all));
            case GPKG ->
                GeoPackage.write(
                        out,
                        List.of(SiteLayers.events(site, all), SiteLayers.looks(site), SiteLayers.alerts(site)),
                        site.drawnUp());
            case STAC -> catalogue(site);
        }
        int events = all ? site.events().size() : site.published().size();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %s, %s%n",
                        out,
                        Wording.counted(events, "event"),
                        Wording.counted(site.looks().size(), "look"));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void catalogue(SiteRecord site) throws IOException {
        if (Files.exists(out) && !emptyOrCatalogue()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out: %s holds other things; allowed: an empty or new folder, or a STAC catalogue to be written over"
                            .formatted(out));
        }
        for (Map.Entry<String, byte[]> file : StacCatalogue.of(site, all).entrySet()) {
            Path path = out.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            WholeFile.write(path, file.getValue());
        }
    }

    private boolean emptyOrCatalogue() throws IOException {
        if (!Files.isDirectory(out)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(out)) {
            return Files.exists(out.resolve("catalog.json")) || inside.findAny().isEmpty();
        }
    }
}
