package org.tilewatch.edge.command.sites;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tilewatch.edge.site.watched.ReferenceStructure;
import org.tilewatch.edge.site.watched.Region;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

/** Sites, zones and reference structures with their areas, in columns. */
final class SitesTable {

    private SitesTable() {}

    static void print(List<WatchedSite> sites, PrintWriter out) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"name", "what", "area on the ground", "rules"});
        for (WatchedSite site : sites) {
            rows.add(new String[] {site.name(), "site", area(new Region(site.outlines()).squareMetres()), grid(site)});
            site.zones().forEach(zone -> rows.add(row(zone)));
            site.structures().forEach(structure -> rows.add(row(structure)));
        }
        int[] widths = new int[3];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            String line = "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %s";
            out.println(line.formatted((Object[]) row).stripTrailing());
        }
    }

    private static String grid(WatchedSite site) {
        return site.grid()
                .flatMap(grid -> grid.georeference()
                        .map(place -> "grid EPSG:%d, %s m".formatted(place.epsg(), plain(grid.gsdXMetres()))))
                .orElse("grid by its first look");
    }

    private static String[] row(Zone zone) {
        List<String> rules = new ArrayList<>();
        if (zone.priority() > 0) {
            rules.add("priority " + zone.priority());
        }
        if (zone.leastAreaSquareMetres() > 0) {
            rules.add("from " + plain(zone.leastAreaSquareMetres()) + " m2");
        }
        if (zone.alertOnProvisional()) {
            rules.add("alerts on the first look");
        }
        if (!zone.reference().isEmpty()) {
            rules.add("measured against " + zone.reference());
        }
        return new String[] {
            "  " + zone.name(),
            "zone: " + zone.purpose().written(),
            area(new Region(zone.outlines()).squareMetres()),
            String.join(", ", rules)
        };
    }

    private static String[] row(ReferenceStructure structure) {
        double drawn = new Region(structure.outlines()).squareMetres();
        boolean given = Math.abs(structure.areaSquareMetres() - drawn) > 0.005 * drawn;
        return new String[] {
            "  " + structure.name(),
            "reference structure",
            area(structure.areaSquareMetres()),
            given ? "outline covers " + area(drawn) : ""
        };
    }

    private static String area(double squareMetres) {
        return squareMetres < 1e6
                ? String.format(Locale.ROOT, "%,.0f m2", squareMetres)
                : String.format(Locale.ROOT, "%,.2f km2", squareMetres / 1e6);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
