package org.tilewatch.edge.detect.coarse;

import org.tilewatch.edge.detect.coarse.look.CoarseLook;

/** What the memory takes from one look, pixel by pixel. */
final class Learning {

    private static final double FAR = 30;

    private final CoarseLook look;
    private final Reference reference;
    private final Classifier classes;
    private final boolean judged;
    private final byte[] rgb = new byte[3];

    Learning(CoarseLook look, Reference reference, Classifier classes, boolean judged) {
        this.look = look;
        this.reference = reference;
        this.classes = classes;
        this.judged = judged;
    }

    void teach(Memory memory) {
        double warmest = Classifier.warmest(look);
        int day = (int) (look.acquired.getEpochSecond() / 86_400);
        for (int at = 0; at < look.size(); at++) {
            if (!look.valid[at] || Float.isNaN(look.planes[CoarseLook.NIR][at] + look.planes[CoarseLook.RED][at])) {
                continue;
            }
            boolean unknown = !reference.known[at] && classes.change[at] == ChangeClass.NONE;
            if (unknown && Classifier.surelyCloud(look, at, warmest)) {
                continue;
            }
            if (unknown) {
                memory.put(at, slotFor(memory, at), look, day);
                show(memory, at);
            } else if (classes.seen[at] != Classifier.UNSEEN) {
                seen(memory, at, day);
                show(memory, at);
            }
        }
    }

    private void seen(Memory memory, int at, int day) {
        ChangeClass change = judged ? classes.change[at] : ChangeClass.NONE;
        if (change == ChangeClass.NONE || change == ChangeClass.HOT) {
            int left = memory.streak(at) / 2;
            memory.change(at, left == 0 ? ChangeClass.NONE : memory.change(at), left);
            if (left == 0) {
                memory.put(at, slotFor(memory, at), look, day);
            }
            return;
        }
        int streak = memory.change(at) == change ? memory.streak(at) + 1 : 1;
        if (streak >= CoarseDetector.LOOKS_TO_ABSORB) {
            memory.forget(at);
            memory.put(at, 0, look, day);
            memory.change(at, ChangeClass.NONE, 0);
        } else {
            memory.change(at, change, streak);
        }
    }

    /** An empty slot, else the one that is farthest from what is expected, else the oldest. */
    private int slotFor(Memory memory, int at) {
        int oldest = 0;
        int farthest = 0;
        double most = -1;
        for (int slot = 0; slot < Memory.SLOTS; slot++) {
            if (memory.day(at, slot) == 0) {
                return slot;
            }
            oldest = memory.day(at, slot) < memory.day(at, oldest) ? slot : oldest;
            double red = memory.level(at, slot, CoarseLook.RED);
            double far = reference.known[at] ? Math.abs(red - reference.planes[CoarseLook.RED][at]) : red;
            if (far > most) {
                most = far;
                farthest = slot;
            }
        }
        return !reference.known[at] || most > FAR ? farthest : oldest;
    }

    private void show(Memory memory, int at) {
        colours(look.planes, at, rgb);
        memory.show(at, rgb[0], rgb[1], rgb[2]);
    }

    /** Short-wave infrared (else red), near infrared and red as red, green and blue. */
    static void colours(float[][] planes, int at, byte[] into) {
        float swir = planes[CoarseLook.SWIR][at];
        float red = planes[CoarseLook.RED][at];
        into[0] = level(Float.isNaN(swir) ? red : swir);
        into[1] = level(planes[CoarseLook.NIR][at]);
        into[2] = level(red);
    }

    private static byte level(float value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
