package org.tilewatch.edge.order;

import java.util.Locale;

/** What came of an order: a code for programs, a sentence for people. */
public record Outcome(Code code, String sentence) {

    /** The kinds of outcome; the first two are good. */
    public enum Code {
        DONE,
        /** It was so already. */
        UNCHANGED,
        /** No such event, alert or site. */
        UNKNOWN,
        /** Not in the list of orders that this station takes. */
        NOT_ALLOWED,
        /** The request cannot be understood. */
        BAD_REQUEST,
        /** Another request came under the same key. */
        CONFLICT,
        /** The station could not do it now. */
        FAILED;

        /** As it is written, for instance {@code not-allowed}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the station is now as ordered. */
    public boolean good() {
        return code == Code.DONE || code == Code.UNCHANGED;
    }
}
