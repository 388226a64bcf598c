package org.tilewatch.edge.report.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.export.Layer.Column;
import org.tilewatch.edge.report.export.Layer.Holds;
import org.tilewatch.edge.report.export.Layer.Row;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.LookRecord;
import org.tilewatch.edge.report.record.Sentences;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.ToldAlert;
import org.tilewatch.edge.site.Event;

/** A site record as tables: its events with their outlines, its looks, its alerts. */
public final class SiteLayers {

    private static final List<Column> EVENT = List.of(
            new Column("id", Holds.TEXT),
            new Column("site", Holds.TEXT),
            new Column("tile", Holds.TEXT),
            new Column("zone", Holds.TEXT),
            new Column("kind", Holds.TEXT),
            new Column("polarity", Holds.TEXT),
            new Column("status", Holds.TEXT),
            new Column("published", Holds.BOOLEAN),
            new Column("probability", Holds.REAL),
            new Column("area_m2", Holds.REAL),
            new Column("area_px", Holds.REAL),
            new Column("area_error", Holds.REAL),
            new Column("reference", Holds.TEXT),
            new Column("reference_fraction", Holds.REAL),
            new Column("first_seen", Holds.TIME),
            new Column("last_seen", Holds.TIME),
            new Column("looks_seen", Holds.INTEGER),
            new Column("clear_looks_before", Holds.INTEGER),
            new Column("alerts", Holds.INTEGER),
            new Column("latest_alert", Holds.TEXT),
            new Column("sentence", Holds.TEXT));

    private static final List<Column> LOOK = List.of(
            new Column("acquired", Holds.TIME),
            new Column("site", Holds.TEXT),
            new Column("image", Holds.TEXT),
            new Column("sha256", Holds.TEXT),
            new Column("platform", Holds.TEXT),
            new Column("verdict", Holds.TEXT),
            new Column("reason", Holds.TEXT),
            new Column("clear", Holds.BOOLEAN),
            new Column("score", Holds.REAL));

    private static final List<Column> ALERT = List.of(
            new Column("id", Holds.TEXT),
            new Column("event", Holds.TEXT),
            new Column("revision", Holds.INTEGER),
            new Column("change", Holds.TEXT),
            new Column("severity", Holds.TEXT),
            new Column("told", Holds.TIME),
            new Column("before", Holds.TIME),
            new Column("after", Holds.TIME),
            new Column("probability", Holds.REAL),
            new Column("profile", Holds.TEXT),
            new Column("model", Holds.TEXT),
            new Column("sentence", Holds.TEXT));

    private SiteLayers() {}

    /** Events, one row each; those that were not published too if {@code all}. */
    public static Layer events(SiteRecord site, boolean all) {
        List<Row> rows = (all ? site.events() : site.published())
                .stream()
                        .map(each -> new Row(each.outline(), event(each, site)))
                        .toList();
        return new Layer("events", "What changed at " + site.site(), true, EVENT, rows);
    }

    private static List<@Nullable Object> event(EventRecord record, SiteRecord site) {
        Event event = record.event();
        boolean metres = site.georeferenced();
        Optional<ToldAlert> alert = record.latestAlert();
        return row(
                event.id(),
                event.site(),
                event.tile(),
                text(record.zone()),
                Topics.lower(event.kind()),
                Topics.lower(event.polarity()),
                Topics.lower(event.status()),
                record.published(),
                rounded(event.score(), 1e4),
                metres ? rounded(event.areaSquareMetres(), 10) : null,
                metres ? null : rounded(event.areaSquareMetres(), 10),
                rounded(record.areaErrorFraction(), 1e3),
                alert.map(each -> text(each.reference())).orElse(null),
                alert.map(each -> rounded(each.referenceFraction(), 1e3)).orElse(null),
                event.firstSeen(),
                event.lastSeen(),
                event.looksSeen(),
                alert.isPresent() ? record.clearLooksBefore() : null,
                record.alerts().size(),
                alert.map(ToldAlert::id).orElse(null),
                Sentences.of(record, metres));
    }

    /** Looks, oldest first: when the site was seen and when not. */
    public static Layer looks(SiteRecord site) {
        List<Row> rows = new ArrayList<>();
        for (LookRecord look : site.looks()) {
            rows.add(new Row(
                    Optional.empty(),
                    row(
                            look.acquired(),
                            site.site(),
                            look.name(),
                            look.sha256(),
                            text(look.platform()),
                            look.verdict(),
                            text(look.reason()),
                            look.clear(),
                            rounded(look.score(), 1e4))));
        }
        return new Layer("looks", "When " + site.site() + " was seen", false, LOOK, rows);
    }

    /** Alerts in the order of their events. */
    public static Layer alerts(SiteRecord site) {
        List<Row> rows = new ArrayList<>();
        for (EventRecord event : site.events()) {
            for (ToldAlert alert : event.alerts()) {
                rows.add(new Row(
                        Optional.empty(),
                        row(
                                alert.id(),
                                event.event().id(),
                                alert.revision(),
                                alert.change(),
                                alert.severity(),
                                alert.told(),
                                alert.before(),
                                alert.after(),
                                rounded(alert.probability(), 1e4),
                                alert.profile(),
                                text(alert.model()),
                                alert.sentence())));
            }
        }
        return new Layer("alerts", "What was told of " + site.site(), false, ALERT, rows);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Double rounded(double value, double steps) {
        return Double.isFinite(value) ? (Double) (Math.round(value * steps) / steps) : null;
    }
}
