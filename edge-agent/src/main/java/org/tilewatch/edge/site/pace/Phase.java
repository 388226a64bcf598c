package org.tilewatch.edge.site.pace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Phases of construction, after the vocabulary of IARPA's SMART programme (no activity, site preparation, active construction, post construction). */
public enum Phase {
    /** No ground was touched. */
    NONE,
    /** Ground is cleared or dug. */
    SITE_PREPARATION,
    /** Something stands there, and does not look alike from look to look. */
    ACTIVE_CONSTRUCTION,
    /** What stands there looked alike on {@value #ALIKE_LOOKS} clear looks in a row. */
    FINISHED;

    private static final int ALIKE_LOOKS = 4;
    private static final double SAME_AREA = 0.15;
    private static final double SAME_REDNESS_DN = 8;
    private static final double SAME_TEXTURE = 0.3;
    /** Smaller places are no construction site. */
    private static final double LEAST_SQUARE_METRES = 100;

    /**
     * A phase and the look that it began with.
     *
     * @param since acquisition time of the first clear look that shows it
     */
    public record Begun(Phase phase, Instant since) {}

    /** As documents write it, for instance {@code site-preparation}. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people, for instance {@code site preparation}. */
    public String spoken() {
        return this == NONE ? "no activity" : written().replace('-', ' ');
    }

    /**
     * The phases that a zone went through, each other than the one before; the first is {@link #NONE} unless work was seen at once.
     *
     * @param series of one zone, oldest look first
     */
    public static List<Begun> of(List<Pace> series) {
        List<Begun> phases = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Phase now = at(series, i);
            if (phases.isEmpty() || phases.getLast().phase() != now) {
                Instant since = begin(now, series, i);
                phases.removeIf(each -> !each.since().isBefore(since));
                phases.add(new Begun(now, since));
            }
        }
        return phases;
    }

    /** What looks finished on the last of some looks was so on the first of them, and the phase before it never was. */
    private static Instant begin(Phase phase, List<Pace> series, int at) {
        return series.get(phase == FINISHED ? at - ALIKE_LOOKS + 1 : at).acquired();
    }

    private static Phase at(List<Pace> series, int at) {
        Pace now = series.get(at);
        if (now.changedSquareMetres() < LEAST_SQUARE_METRES) {
            return NONE;
        }
        if (now.builtSquareMetres() < LEAST_SQUARE_METRES) {
            return SITE_PREPARATION;
        }
        boolean alike = at >= ALIKE_LOOKS - 1;
        for (int i = at - ALIKE_LOOKS + 1; alike && i < at; i++) {
            alike = alike(series.get(i), now);
        }
        return alike ? FINISHED : ACTIVE_CONSTRUCTION;
    }

    private static boolean alike(Pace before, Pace now) {
        double grown = Math.abs(now.builtSquareMetres() - before.builtSquareMetres());
        return before.disturbedSquareMetres() < LEAST_SQUARE_METRES
                && grown <= SAME_AREA * now.builtSquareMetres()
                && Math.abs(now.redderDn() - before.redderDn()) <= SAME_REDNESS_DN
                && Math.abs(now.textureDn() - before.textureDn())
                        <= SAME_TEXTURE * Math.max(now.textureDn(), before.textureDn()) + 1;
    }
}
