package org.tilewatch.edge.watch.pair;

/** A pair that cannot be compared, and why: one word, and as the message a sentence. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
