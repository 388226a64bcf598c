package org.tilewatch.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.sites.SitesEdit;
import org.tilewatch.edge.console.Station.ZoneBook;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

/** The sites of a running agent and the file that they come from; what is added holds from the next look on. */
final class ZonesOfTheFile implements ZoneBook {

    private static final Logger LOG = LoggerFactory.getLogger(ZonesOfTheFile.class);

    private final Optional<Path> file;
    private final SiteNames names;
    private volatile List<WatchedSite> sites;

    ZonesOfTheFile(Config config) {
        this.file = config.sitesFile();
        this.sites = config.sites();
        this.names = new SiteNames(sites, false);
    }

    /** To be asked which site a look belongs to. */
    SiteNames names() {
        return names;
    }

    @Override
    public List<WatchedSite> sites() {
        return sites;
    }

    @Override
    public boolean writable() {
        return file.isPresent();
    }

    @Override
    public synchronized Optional<String> add(String site, Zone zone) throws IOException {
        if (file.isEmpty()) {
            return Optional.of("no sites file is configured (key: sites), so there is nowhere to keep a zone");
        }
        try {
            List<WatchedSite> now = SitesEdit.add(file.get(), site, zone);
            sites = now;
            names.watch(now);
            LOG.info(
                    "zone '{}' ({}) was added to site {} in {}",
                    zone.name(),
                    zone.purpose().written(),
                    site,
                    file.get());
            return Optional.empty();
        } catch (WrongConfiguration e) {
            return Optional.of(e.problems().stream()
                    .map(problem -> problem.key() + ": " + problem.what())
                    .collect(Collectors.joining("; ")));
        }
    }
}
