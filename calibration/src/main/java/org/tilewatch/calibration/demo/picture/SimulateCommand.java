package org.tilewatch.calibration.demo.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tilewatch.calibration.passes.HobbyStory;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.calibration.simulate.over.Sites;
import org.tilewatch.calibration.story.Factory;
import org.tilewatch.calibration.story.Riverbend;
import org.tilewatch.calibration.story.Sizes;
import org.tilewatch.calibration.story.Story;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the looks of a simulated site, with what was planted there, for whoever wants pictures that may be passed on. */
@Command(
        name = "simulate",
        header = "Draws a site that exists only here, look by look, with planted events.",
        description = {
            "%nWrites one GeoTIFF and one STAC Item per look into DIR, and truth.json with the outline of every"
                + " planted event: food for 'replay', 'evaluate' and for trying a station out. The same seed draws the"
                + " same pixels.%n",
            "With --over or --sites, DIR gets a folder for each of many sites on which changes are planted by lot:"
                + " halls that go up, roofs, cleared ground, a crane, stacks of material, trains and lorries that stay"
                + " for one look. Shadows follow the sun, roofs lean with the view, and the looks are disturbed by"
                + " errors of position, light, haze, season, clouds, a second satellite, cars, wet ground, snow and"
                + " fields that change colour. 'evaluate DIR' measures on all of them.%n"
        })
public final class SimulateCommand implements Callable<Integer> {

    /** What can be drawn. */
    private enum Tale {
        RIVERBEND,
        FACTORY,
        HOBBY;

        /** The planted events need that many looks. */
        int fewestLooks() {
            return switch (this) {
                case RIVERBEND -> Riverbend.FEWEST_LOOKS;
                case FACTORY -> Factory.FEWEST_LOOKS;
                case HOBBY -> HobbyStory.FEWEST_PASSES;
            };
        }

        int usualLooks() {
            return switch (this) {
                case RIVERBEND -> 16;
                case FACTORY -> 20;
                case HOBBY -> HobbyStory.USUAL_PASSES;
            };
        }

        int mostLooks() {
            return this == HOBBY ? HobbyStory.USUAL_PASSES : MOST_LOOKS;
        }
    }

    private static final int MOST_LOOKS = 60;
    private static final int MOST_SITES = 1000;
    private static final int MOST_EVENTS = 12;
    private static final double FINEST_METRES = 0.3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--story",
            paramLabel = "NAME",
            description =
                    "riverbend: a hall, a train, a crane, a roof (the demo's); factory: a factory is enlarged, with"
                            + " zones and a reference structure in sites.geojson; hobby: 30 days of passes over a"
                            + " coast, as folders of SatDump (default: ${DEFAULT-VALUE})")
    private Tale story = Tale.RIVERBEND;

    @Option(
            names = "--looks",
            paramLabel = "N",
            description =
                    "looks to draw, up to 60: at least 14, usually 16; of the factory at least 18, usually 20; passes"
                            + " of hobby 84 to 120")
    private @Nullable Integer looks;

    @Option(names = "--old-hall", paramLabel = "M2", description = "factory: floor of the old hall")
    private @Nullable Double oldHall;

    @Option(names = "--hall-share", paramLabel = "S", description = "factory: floor of the new hall as a share of it")
    private @Nullable Double hallShare;

    @Option(names = "--housing", paramLabel = "M2", description = "factory: ground of the housing block")
    private @Nullable Double housing;

    @Option(names = "--roof", paramLabel = "M2", description = "factory: roof over the loading area")
    private @Nullable Double roof;

    @Option(
            names = "--wagons",
            paramLabel = "N",
            description = "factory: wagons of the longest train. Sizes that are not given are drawn from the seed")
    private @Nullable Integer wagons;

    @Option(
            names = "--misplaced",
            paramLabel = "KM",
            description = "hobby: kilometres that a pass lies beside its place at most, to each side (default: 3.3)")
    private @Nullable Double misplaced;

    @Option(
            names = "--over",
            paramLabel = "PICTURE",
            description =
                    "a picture (PNG, JPEG or GeoTIFF of 8 bit, RGB or grey, at least 256 pixels wide and high; the"
                            + " middle 1024 are used) or a folder of such to plant changes on, one site each")
    private @Nullable Path over;

    @Option(
            names = "--sites",
            paramLabel = "N",
            description =
                    "so many sites, 1 to 1000: over the pictures in turn, or without --over over drawn landscapes")
    private @Nullable Integer sites;

    @Option(
            names = "--gsd",
            paramLabel = "M",
            description = "metres that a pixel of the pictures is wide, 0.3 to 1 (default: ${DEFAULT-VALUE})")
    private double gsd = 0.5;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "changes planted on each site if there is room, 0 to 12; 0: disturbances alone (default:"
                    + " ${DEFAULT-VALUE})")
    private int events = 6;

    @Option(names = "--seed", paramLabel = "S", description = "which site is drawn (default: ${DEFAULT-VALUE})")
    private long seed = 7;

    @Parameters(paramLabel = "DIR", description = "empty or new folder")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (over != null || sites != null) {
            return many();
        }
        int count = looks == null ? story.usualLooks() : looks;
        if (count < story.fewestLooks() || count > story.mostLooks()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--looks: %d to %d, not %d".formatted(story.fewestLooks(), MOST_LOOKS, count));
        }
        prepared();
        if (story == Tale.HOBBY) {
            HobbyStory passes = misplaced == null ? new HobbyStory(seed) : new HobbyStory(seed, misplaced);
            passes.writeAll(folder, count);
            System.out.printf("%d passes over a simulated coast, seed %d, and truth.json in %s%n", count, seed, folder);
            return 0;
        }
        Story told = story == Tale.FACTORY ? new Factory(seed, count, sizes()) : new Riverbend(seed, count);
        SimulatedSite.of(told, seed, count).writeAll(folder);
        System.out.printf("%d looks of a simulated site, seed %d, and truth.json in %s%n", count, seed, folder);
        return 0;
    }

    private int many() throws IOException {
        int count = looks == null ? Tale.RIVERBEND.usualLooks() : looks;
        within("--looks", count, Sites.FEWEST_LOOKS, MOST_LOOKS);
        within("--sites", sites == null ? 1 : sites, 1, MOST_SITES);
        within("--events", events, 0, MOST_EVENTS);
        if (!(gsd >= FINEST_METRES && gsd <= 1)) {
            throw wrong("--gsd: %s to 1, not %s".formatted(FINEST_METRES, gsd));
        }
        try {
            Sites all = Sites.of(Optional.ofNullable(over), Optional.ofNullable(sites), gsd, seed, count, events);
            prepared();
            int planted = all.writeAll(folder);
            System.out.printf(
                    "%d sites of %d looks with %d planted events, seed %d, in %s%n",
                    all.count(), count, planted, seed, folder);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--over: " + e.getMessage(), e);
        }
        return 0;
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong("%s: %d to %d, not %d".formatted(option, least, most, value));
        }
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }

    private void prepared() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CommandLine.ParameterException(spec.commandLine(), "DIR: the folder is not empty: " + folder);
            }
        }
    }

    private Sizes sizes() {
        Sizes usual = Sizes.of(seed);
        try {
            return new Sizes(
                    oldHall == null ? usual.oldHall() : oldHall,
                    hallShare == null ? usual.hallShare() : hallShare,
                    housing == null ? usual.housing() : housing,
                    roof == null ? usual.roof() : roof,
                    wagons == null ? usual.wagons() : wagons);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
