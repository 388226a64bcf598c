package org.tilewatch.calibration.simulate.over;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.command.TerminalBar;
import org.tilewatch.edge.imagery.Natives;

/**
 * Many sites with changes planted by lot, one folder each.
 *
 * @param pictures that the sites are made of, one after another and again from the first; none for drawn landscapes
 * @param count how many sites
 * @param gsdMetres of the pictures
 * @param seed of the first site; each further one has the next
 * @param looks of each site
 * @param events planted on each site where there is room; 0 for disturbances alone
 */
public record Sites(List<Path> pictures, int count, double gsdMetres, long seed, int looks, int events) {

    /** The events' phases need that many looks. */
    public static final int FEWEST_LOOKS = Happenings.FEWEST_LOOKS;

    public Sites {
        pictures = List.copyOf(pictures);
    }

    /**
     * The same with a site for each picture unless a count is given.
     *
     * @param over picture or folder of pictures; without it landscapes are drawn
     * @throws IllegalArgumentException if a picture cannot be a base
     */
    public static Sites of(
            Optional<Path> over, Optional<Integer> count, double gsdMetres, long seed, int looks, int events)
            throws IOException {
        Natives.load();
        List<Path> pictures = over.isPresent() ? BasePicture.in(over.get()) : List.of();
        return new Sites(pictures, count.orElse(Math.max(1, pictures.size())), gsdMetres, seed, looks, events);
    }

    /** Draws them all below the folder; returns how many events were planted. */
    public int writeAll(Path folder) throws IOException {
        int planted = 0;
        try (ProgressBar bar = TerminalBar.of("simulate", count * looks, " looks")) {
            for (int number = 0; number < count; number++) {
                SimulatedSite site = site(number);
                planted += site.events().size();
                site.writeAll(Files.createDirectories(folder.resolve(site.name())), look -> bar.step());
            }
        }
        return planted;
    }

    /** One of them; the same each time. */
    SimulatedSite site(int number) throws IOException {
        long own = seed + number;
        Base base = pictures.isEmpty()
                ? Base.drawn(number, own)
                : Base.of(pictures.get(number % pictures.size()), number, gsdMetres, own);
        Happenings happenings = new Happenings(base, events, looks, own);
        return SimulatedSite.over(base.canvas(), base.planToSite(), base.grid(), happenings, own, looks);
    }
}
