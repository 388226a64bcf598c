package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tilewatch.calibration.bench.DrawnPlace.Look;
import org.tilewatch.calibration.bench.Stages.Stage;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** Measures the stages of a drawn place's looks, and whole looks, round by round, so that a busy machine slows all of them alike. */
final class Bench {

    /** The name of the row that holds every stage and what lies between them. */
    static final String WHOLE = "whole look";

    private static final int WARMING_ROUNDS = 2;

    private final DrawnPlace place;
    private final int rounds;

    Bench(DrawnPlace place, int rounds) {
        this.place = place;
        this.rounds = rounds;
    }

    /**
     * What was measured.
     *
     * @param window of each look
     * @param costs stages in order, the whole look last
     * @param residentGrowthBytes of the process over the measured rounds; empty where the system does not tell
     */
    record Result(int looks, int rounds, Window window, List<Cost> costs, OptionalLong residentGrowthBytes) {}

    Result measure() throws IOException, UnreadableTile, InterruptedException {
        try (Stages stages = new Stages()) {
            new Run(stages).time(WARMING_ROUNDS);
            Run run = new Run(stages);
            OptionalLong before = NativeMemory.resident();
            run.time(rounds);
            OptionalLong after = NativeMemory.resident();
            run.weigh();
            return new Result(
                    place.steady().size(),
                    rounds,
                    place.steady().getFirst().window(),
                    run.costs(),
                    before.isPresent() && after.isPresent()
                            ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                            : OptionalLong.empty());
        }
    }

    /** Every stage on every look, and whole looks. */
    private final class Run {

        private final Stages stages;
        private final List<Stage> all;
        private final List<Tally> tallies;
        private final Tally whole = new Tally(WHOLE, "");
        private final WholeLook wholeLook;

        Run(Stages stages) {
            this.stages = stages;
            all = stages.all();
            tallies = all.stream()
                    .map(stage -> new Tally(stage.name(), stage.within()))
                    .toList();
            wholeLook = new WholeLook(place, whole, stages::copy);
        }

        void time(int count) throws IOException, UnreadableTile, InterruptedException {
            for (int round = 0; round < count; round++) {
                for (Look look : place.steady()) {
                    stages.take(look);
                    for (int i = 0; i < all.size(); i++) {
                        tallies.get(i).time(all.get(i).step(), stages::copy, look.pixels());
                    }
                }
                wholeLook.run(true);
                tallies.forEach(Tally::endRound);
                whole.endRound();
            }
        }

        /** The collector goes first: what it lets native memory go for would be taken for thrift of the stage in hand. */
        void weigh() throws IOException, UnreadableTile, InterruptedException {
            for (Look look : place.steady()) {
                NativeMemory.settle();
                stages.take(look);
                for (Stage stage : all) {
                    stage.step().run();
                }
                for (int i = 0; i < all.size(); i++) {
                    tallies.get(i).weigh(all.get(i).step());
                }
            }
            NativeMemory.settle();
            wholeLook.run(false);
        }

        List<Cost> costs() {
            List<Cost> costs = new ArrayList<>();
            tallies.forEach(tally -> costs.add(tally.cost()));
            costs.add(whole.cost());
            return List.copyOf(costs);
        }
    }
}
