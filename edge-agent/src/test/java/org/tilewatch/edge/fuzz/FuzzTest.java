package org.tilewatch.edge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Natives;

/**
 * Mutated images, sidecars, configurations and sites files, and sound looks of odd shapes, each number always the same one. {@code tilewatch.fuzz.count} says how
 * many, {@code tilewatch.fuzz.from} where to begin, {@code tilewatch.fuzz.folder} where further images lie; deploy/proof/fuzz.sh
 * sets them.
 */
final class FuzzTest {

    private static final int COUNT = Integer.getInteger("tilewatch.fuzz.count", 2000);
    /** Beyond this no further input is begun. */
    private static final Duration LONGEST = Duration.ofSeconds(Integer.getInteger("tilewatch.fuzz.seconds", 1_000_000));

    private static final int FROM = Integer.getInteger("tilewatch.fuzz.from", 0);
    private static final int SOUND_LOOKS = 4;
    private static final String ODD = "odd";

    @TempDir
    Path folder;

    private int slowest;
    private int late;
    private int lateAgain;
    private List<Corpus.Seed> images = List.of();
    private List<Corpus.Seed> all = List.of();
    private final List<byte[]> items = Corpus.items();
    private final List<byte[]> worlds = Corpus.worlds();
    private final List<byte[]> configurations = Corpus.configurations();
    private final List<byte[]> sites = Corpus.sites();

    @Test
    void whateverComesIsRefusedOrGivenAVerdictInTime() throws IOException {
        Natives.load();
        images = Corpus.images();
        all = new ArrayList<>(images);
        String further = System.getProperty("tilewatch.fuzz.folder", "");
        if (!further.isEmpty()) {
            all.addAll(Corpus.of(Path.of(further)));
        }
        try (FuzzedStation station = new FuzzedStation(folder)) {
            learn(station);
            long begin = System.nanoTime();
            int number = FROM;
            for (; number < FROM + COUNT && System.nanoTime() - begin < LONGEST.toNanos(); number++) {
                Duration slowestBefore = station.slowest();
                int lateBefore = station.late();
                input(station, number);
                if (station.late() > lateBefore) {
                    late++;
                    lateBefore = station.late();
                    input(station, number);
                    lateAgain += station.late() - lateBefore;
                }
                slowest = station.slowest().equals(slowestBefore) ? slowest : number;
            }
            tell(station, number - FROM, Duration.ofNanos(System.nanoTime() - begin));

            // A machine that is busy with other work stops now and then: what was late is tried once more.
            assertThat(lateAgain).isLessThanOrEqualTo((number - FROM) / 100_000);
            assertThat(station.outcomes()).containsKeys("CORRUPT", "TRUNCATED", "BAD_SIDECAR", "learning");
        }
    }

    /** Sound looks first, so that what comes later is judged against something. */
    private void learn(FuzzedStation station) throws IOException {
        for (int look = 0; look < SOUND_LOOKS; look++) {
            for (Corpus.Seed seed : images) {
                station.image(Files.write(file(seed), seed.content()), site(seed));
            }
            station.image(Files.write(folder.resolve("look.tif"), Corpus.whole().content()), ODD);
        }
        assertThat(station.outcomes().keySet()).isSubsetOf("learning", "unchanged", "unusable", "changed");
    }

    private Path file(Corpus.Seed seed) {
        return folder.resolve("look" + seed.ending());
    }

    private String site(Corpus.Seed seed) {
        return "site" + images.indexOf(seed);
    }

    private void input(FuzzedStation station, int number) throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_123L + number);
        Mutator mutator = new Mutator(random);
        TextMutation text = new TextMutation(random);
        try {
            switch (random.nextInt(20)) {
                case 0 -> station.configuration(text.changed(one(configurations, random), mutator));
                case 1 -> station.sites(text.changed(one(sites, random), mutator));
                case 2, 3 -> sidecar(station, "look.json", text.changed(one(items, random), mutator), random);
                case 4 -> sidecar(station, "look.tfw", text.changed(one(worlds, random), mutator), random);
                case 5 ->
                    station.image(
                            Files.write(
                                    folder.resolve("look.tif"),
                                    Corpus.odd(random).content()),
                            ODD);
                default -> {
                    Corpus.Seed seed = one(all, random);
                    byte[] bytes = mutator.image(seed, one(images, random).content());
                    station.image(Files.write(file(seed), bytes), site(seed));
                }
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError("input number " + number, e);
        }
    }

    /** A sidecar beside a sound image; a world file counts only with an item that tells the reference system. */
    private void sidecar(FuzzedStation station, String name, byte[] content, SplittableRandom random)
            throws IOException {
        Corpus.Seed seed = one(images, random);
        Path item = folder.resolve("look.json");
        Files.writeString(item, "{\"properties\": {\"proj:epsg\": 32652}}");
        Path beside = Files.write(folder.resolve(name), content);
        station.image(Files.write(file(seed), seed.content()), site(seed));
        Files.deleteIfExists(beside);
        Files.deleteIfExists(item);
    }

    private static <T> T one(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private void tell(FuzzedStation station, int inputs, Duration took) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "fuzz: %,d inputs in %d s, exits 0, decoders lost %d, slowest %d ms (input %d; %d over 2 s,"
                        + " %d again at their second try), outcomes %s",
                inputs,
                took.toSeconds(),
                station.decodersLost(),
                station.slowest().toMillis(),
                slowest,
                late,
                lateAgain,
                station.outcomes());
        Files.writeString(Path.of("target", "fuzz.txt"), line + "\n");
    }
}
