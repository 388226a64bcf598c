package org.tilewatch.edge.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * The long proof: builds the state folder anew as a crash would have left it at every point of a traced run, and opens it. Distinct states are
 * counted; each point is tried as a kill, as the hardest power cut, and as some power cuts with torn sectors until the count is reached.
 *
 * <p>Arguments: trace, state folder as traced, file of claims, scratch folder, looks of the run, distinct points wanted.
 */
final class CrashProof {

    private static final Logger QUIET = Logger.getLogger("org.tilewatch");
    private static final int MOST_CUTS_PER_POINT = 60;

    private final Path scratch;
    private final int looks;
    private final Set<Integer> states = new HashSet<>();
    private final Set<Long> tried = new HashSet<>();
    private final Set<String> claims = new HashSet<>();
    private int broken;

    private CrashProof(Path scratch, int looks) {
        this.scratch = scratch;
        this.looks = looks;
    }

    public static void main(String[] arguments) throws IOException {
        QUIET.setLevel(Level.OFF);
        long start = System.nanoTime();
        List<Recorded> run = Trace.read(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        CrashProof proof = new CrashProof(Path.of(arguments[3]), Integer.parseInt(arguments[4]));
        int wanted = Integer.parseInt(arguments[5]);
        proof.at(run, wanted);
        System.out.printf(
                "crash: %,d distinct states of the state folder after a kill or power cut at each of %,d steps of %d"
                        + " looks, %d broken promises, %d s%n",
                proof.states.size(),
                run.stream().filter(step -> !(step instanceof Recorded.Claimed)).count(),
                proof.looks,
                proof.broken,
                (System.nanoTime() - start) / 1_000_000_000);
        System.exit(proof.broken == 0 && proof.states.size() >= wanted ? 0 : 1);
    }

    /** Goes through the run as often as it takes, each time with other power cuts. */
    private void at(List<Recorded> run, int wanted) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(4);
        for (int round = 0; round < MOST_CUTS_PER_POINT && states.size() < wanted; round++) {
            Disk disk = new Disk();
            claims.clear();
            for (int i = 0; i < run.size() && (round < 2 || states.size() < wanted); i++) {
                disk.apply(run.get(i));
                if (run.get(i) instanceof Recorded.Claimed claimed) {
                    claims.add(claimed.claim());
                }
                tryOne(
                        switch (round) {
                            case 0 -> disk.afterKill();
                            case 1 -> disk.afterHardestCut();
                            default -> disk.afterCut(random);
                        },
                        "round %d, step %d (%s)"
                                .formatted(round, i, run.get(i).getClass().getSimpleName()));
            }
        }
    }

    private void tryOne(Map<Path, byte[]> files, String where) throws IOException {
        int hash = 1;
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            hash = 31 * (31 * hash + file.getKey().hashCode()) + Arrays.hashCode(file.getValue());
        }
        states.add(hash);
        if (!tried.add((long) hash << 32 | claims.size())) {
            return;
        }
        Path folder = scratch.resolve("state");
        Disk.lay(files, folder);
        List<String> found = Promise.broken(folder, looks, claims);
        if (!found.isEmpty()) {
            broken++;
            System.out.println(where + ": " + String.join("; ", found.subList(0, Math.min(5, found.size()))));
        }
        delete(folder);
        if (tried.size() % 1000 == 0) {
            System.err.printf("%,d states%n", tried.size());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
