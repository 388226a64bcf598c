package org.tilewatch.edge.detect.pair;

import java.util.List;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Window;

/** Gives each pixel of a pair a probability of change, and lists the objects that stand out. One owner, one thread. */
public sealed interface PairDecider extends AutoCloseable permits PairNetwork, CoarsePair {

    /** An object is all that is connected above this probability. */
    double LEAST_PROBABILITY = 0.2;

    /**
     * Lists what came or went in the window that a detector judged last, the strongest first. A candidate's magnitude is the mean
     * probability of the upper half of its pixels.
     */
    List<Candidate> judge(Detector detector);

    /** Draws the probabilities of that window's core; 0 where no comparison was possible. */
    void draw(ChangeMap map, Window core);

    /** The probability at a pixel of the grid within that window. */
    double at(int gridX, int gridY);

    /** Who decides, for people: the subject of a sentence. */
    String name();

    @Override
    void close();
}
