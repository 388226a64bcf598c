package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.WatchedSite;

/** Writes drawn looks of a site as GeoTIFFs of 256 x 256 pixels of half a metre, their time in their name. */
public final class DrawnLooks {

    /** Edge of a look in pixels. */
    public static final int EDGE = 256;
    /** Acquisition time of day 0. */
    public static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");

    static final double LEFT = 520_000;
    static final double TOP = 4_410_000;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private DrawnLooks() {}

    /** Time of a day's look. */
    public static Instant time(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    /** Name of a day's file. */
    public static String name(String site, int day) {
        return site + "_" + STAMP.format(time(day)) + ".tif";
    }

    /** A day's look, as it may come any day. */
    public static Path write(Path folder, String site, int day, DrawnSite ground) throws IOException {
        Light light = DrawnSite.day(day);
        return tiff((x, y, band) -> ground.sample(light, x, y, band)).write(file(folder, name(site, day)));
    }

    /** A look that cloud covers whole. */
    static Path cloudy(Path folder, String site, int day) throws IOException {
        return tiff((x, y, band) -> 240).write(file(folder, name(site, day)));
    }

    /** The same ground in pixels of a whole metre. */
    static Path coarse(Path folder, String site, int day, DrawnSite ground) throws IOException {
        Light light = DrawnSite.day(day);
        DrawnTiff tiff = new DrawnTiff(EDGE / 2, EDGE / 2, DrawnSite.BANDS, (x, y, band) -> {
            int sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += ground.sample(light, 2 * x + i % 2, 2 * y + i / 2, band);
            }
            return sum / 4;
        });
        return tiff.place(32652, LEFT, TOP, 1, 1).write(file(folder, name(site, day)));
    }

    /** The same ground, said to lie elsewhere. */
    static Path elsewhere(Path folder, String site, int day, DrawnSite ground, double metresEast) throws IOException {
        DrawnTiff tiff = new DrawnTiff(
                EDGE, EDGE, DrawnSite.BANDS, (x, y, band) -> ground.sample(DrawnSite.day(day), x, y, band));
        return tiff.place(32652, LEFT + metresEast, TOP, 0.5, 0.5).write(file(folder, name(site, day)));
    }

    /** A watched site by columns and rows of the looks' pixels. */
    public static WatchedSite site(String name, int left, int top, int right, int bottom) {
        double[] ring = {left, top, left, bottom, right, bottom, right, top};
        for (int i = 0; i < ring.length; i += 2) {
            ring[i] = LEFT + 0.5 * ring[i];
            ring[i + 1] = TOP - 0.5 * ring[i + 1];
        }
        new Projections().of(32652).orElseThrow().toLonLat(ring);
        return new WatchedSite(name, List.of(new Outline(List.of(ring))), Optional.empty(), List.of(), List.of());
    }

    private static DrawnTiff tiff(DrawnTiff.Ink ink) {
        return new DrawnTiff(EDGE, EDGE, DrawnSite.BANDS, ink).place(32652, LEFT, TOP, 0.5, 0.5);
    }

    private static Path file(Path folder, String name) throws IOException {
        return Files.createDirectories(folder).resolve(name);
    }
}
