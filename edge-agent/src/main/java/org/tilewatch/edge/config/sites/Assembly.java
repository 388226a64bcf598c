package org.tilewatch.edge.config.sites;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.ReferenceStructure;
import org.tilewatch.edge.site.watched.Region;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

/** Puts the Features of a sites file together: zones and reference structures into their sites. */
final class Assembly {

    /** Share of a zone, or of a reference structure, that must lie in its site: outlines are drawn by hand. */
    private static final double LEAST_WITHIN = 0.5;

    private final Findings findings;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> named = new HashSet<>();

    Assembly(Findings findings) {
        this.findings = findings;
    }

    private static final class Draft {
        private final List<Outline> outlines;
        private final Optional<SiteGrid> grid;
        private final Region region;
        private final List<Zone> zones = new ArrayList<>();
        private final Map<Zone, String> paths = new HashMap<>();
        private final List<ReferenceStructure> structures = new ArrayList<>();

        Draft(List<Outline> outlines, Optional<SiteGrid> grid) {
            this.outlines = outlines;
            this.grid = grid;
            this.region = new Region(outlines);
        }
    }

    /** Whether no other site has that name yet; tells it if one has. */
    boolean siteName(Attributes of, String name) {
        boolean free = named.add("site " + name);
        if (!free) {
            findings.add(of.at("name"), "'" + name + "' names another site as well; allowed: a name of its own");
        }
        return free;
    }

    void site(String name, List<Outline> outlines, Optional<SiteGrid> grid) {
        drafts.put(name, new Draft(outlines, grid));
    }

    void zone(Attributes of, Zone zone) {
        draft(of, "zone", zone.name(), zone.outlines()).ifPresent(draft -> {
            draft.zones.add(zone);
            draft.paths.put(zone, of.at("reference"));
        });
    }

    void structure(Attributes of, ReferenceStructure structure) {
        draft(of, "reference structure", structure.name(), structure.outlines())
                .ifPresent(draft -> draft.structures.add(structure));
    }

    /** The site that a part belongs to: the one that it names, or the only one. */
    private Optional<Draft> draft(Attributes of, String role, String name, List<Outline> outlines) {
        String site = of.text("site");
        @Nullable
        Draft draft = site.isEmpty() && drafts.size() == 1
                ? drafts.values().iterator().next()
                : drafts.get(site);
        if (draft == null) {
            if (!named.contains("site " + site)) {
                findings.add(
                        of.at("site"),
                        (site.isEmpty() ? "is not given" : "'" + site + "' is no site of this file") + "; allowed: "
                                + String.join(", ", drafts.keySet()));
            }
            return Optional.empty();
        }
        if (!named.add(role + " " + name + " on " + site)) {
            findings.add(
                    of.at("name"),
                    "'%s' names another %s of its site as well; allowed: a name of its own".formatted(name, role));
        }
        Region region = new Region(outlines);
        double within = region.fractionWithin(draft.region);
        if (within < LEAST_WITHIN) {
            findings.add(of.at("site"), outside(outlines, draft, within));
            return Optional.empty();
        }
        return Optional.of(draft);
    }

    private static String outside(List<Outline> outlines, Draft draft, double within) {
        List<Outline> turned = outlines.stream().map(Assembly::turned).toList();
        boolean swapped = turned.stream().noneMatch(it -> Region.fault(it).isPresent())
                && new Region(turned).fractionWithin(draft.region) >= LEAST_WITHIN;
        return "%.0f %% of it lie in its site; allowed: at least %.0f %%%s"
                .formatted(
                        100 * within,
                        100 * LEAST_WITHIN,
                        swapped ? "; it would lie there the other way round: longitude comes first" : "");
    }

    private static Outline turned(Outline outline) {
        return new Outline(outline.rings().stream()
                .map(ring -> {
                    double[] other = new double[ring.length];
                    for (int i = 0; i < ring.length; i++) {
                        other[i] = ring[i ^ 1];
                    }
                    return other;
                })
                .toList());
    }

    /** All sites in the order of the file; tells zones that name a reference structure which is not there. */
    List<WatchedSite> sites() {
        List<WatchedSite> sites = new ArrayList<>();
        drafts.forEach((name, draft) -> {
            List<String> structures =
                    draft.structures.stream().map(ReferenceStructure::name).toList();
            for (Zone zone : draft.zones) {
                if (!zone.reference().isEmpty() && !structures.contains(zone.reference())) {
                    findings.add(
                            draft.paths.getOrDefault(zone, "reference"),
                            "'%s' is no reference structure of the site; allowed: %s"
                                    .formatted(
                                            zone.reference(),
                                            structures.isEmpty() ? "none" : String.join(", ", structures)));
                }
            }
            sites.add(new WatchedSite(name, draft.outlines, draft.grid, draft.zones, draft.structures));
        });
        return sites;
    }
}
