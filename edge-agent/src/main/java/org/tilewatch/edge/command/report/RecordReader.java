package org.tilewatch.edge.command.report;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.LookRecord;
import org.tilewatch.edge.report.record.Picture;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.ToldAlert;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Ledger.PastLook;
import org.tilewatch.edge.store.QueueDesk;
import org.tilewatch.edge.watch.place.Placement;

/** Puts the record of a site together from the state folder and, where it is given, the configuration. */
final class RecordReader {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final List<String> ROLES = List.of("before", "after", "diff");

    private final QueueDesk desk;
    private final Optional<Config> config;
    private final Projections projections = new Projections();

    RecordReader(QueueDesk desk, Optional<Config> config) {
        this.desk = desk;
        this.config = config;
    }

    /** Without a begin or an end the period is that of the looks on record. */
    SiteRecord read(String site, Optional<Instant> from, Optional<Instant> until) throws IOException {
        List<LookRecord> looks =
                desk.ledger().looks(site, from.orElse(FIRST), until.orElse(LAST), Integer.MAX_VALUE).reversed().stream()
                        .map(RecordReader::look)
                        .toList();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant begin =
                from.orElseGet(() -> looks.isEmpty() ? FIRST : looks.getFirst().acquired());
        Instant end = until.orElseGet(
                () -> looks.isEmpty() ? now : looks.getLast().acquired().plusSeconds(1));
        Optional<SiteGrid> grid = desk.grid(site);
        return new SiteRecord(
                config.map(each -> each.station().name()).orElse(""),
                site,
                begin,
                end,
                now,
                grid,
                watched(site),
                config.map(each -> OptionalDouble.of(each.alerts().falsePerHundredTiles()))
                        .orElse(OptionalDouble.empty()),
                looks,
                desk.pace(site).stream()
                        .filter(pace -> !pace.acquired().isBefore(begin)
                                && pace.acquired().isBefore(end))
                        .toList(),
                events(site, begin, end, grid));
    }

    private Optional<WatchedSite> watched(String site) {
        return config.flatMap(each -> each.sites().stream()
                .filter(watched -> watched.name().equals(site))
                .findFirst());
    }

    private static LookRecord look(PastLook look) {
        return new LookRecord(
                look.name(),
                look.sha256(),
                look.acquired(),
                look.platform(),
                look.verdict(),
                look.reason(),
                look.score());
    }

    private List<EventRecord> events(String site, Instant from, Instant until, Optional<SiteGrid> grid)
            throws IOException {
        List<EventRecord> records = new ArrayList<>();
        for (Event event : desk.events(site)) {
            if (event.firstSeen().isBefore(until) && !event.lastSeen().isBefore(from)) {
                records.add(event(event, grid));
            }
        }
        records.sort(Comparator.comparing((EventRecord each) -> each.event().firstSeen())
                .thenComparingDouble(each -> -each.event().areaSquareMetres())
                .thenComparing(each -> each.event().id()));
        return records;
    }

    private EventRecord event(Event event, Optional<SiteGrid> grid) throws IOException {
        List<ToldAlert> alerts = new ArrayList<>();
        List<Picture> pictures = List.of();
        Optional<ToldAlert> pictured = Optional.empty();
        for (Archived report : event.revision() > 0 ? desk.archive().byEvent(event.id()) : List.<Archived>of()) {
            Optional<ToldAlert> alert = ToldAlert.read(report.json());
            alert.ifPresent(alerts::add);
            List<Picture> found = alert.isPresent() ? pictures(report) : List.of();
            if (!found.isEmpty() && (pictured.isEmpty() || alert.orElseThrow().shows())) {
                pictures = found;
                pictured = alert;
            }
        }
        return new EventRecord(
                event,
                grid.flatMap(each -> new Placement(each, Affine.IDENTITY, new Window(0, 0, 1, 1))
                        .inLonLat(event.outline(), projections)),
                alerts,
                pictures,
                pictured);
    }

    private List<Picture> pictures(Archived report) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (String role : ROLES) {
            if (report.roles().contains(role)) {
                Optional<Message> chip = desk.archive().chip(report.alertId(), role);
                chip.ifPresent(each -> pictures.add(new Picture(role, each.contentType(), each.payload())));
            }
        }
        return pictures;
    }
}
