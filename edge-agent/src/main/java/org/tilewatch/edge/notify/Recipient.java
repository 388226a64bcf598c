package org.tilewatch.edge.notify;

import java.io.IOException;

/** Somebody who is told of alerts. Used by one thread. */
interface Recipient extends AutoCloseable {

    /** For logs and conditions; holds no secret. */
    String name();

    /**
     * Tells; returns or throws within the time-out.
     *
     * @throws NeverTaken if it is of no use to try this one again
     * @throws IOException if it could not be told; the message says why, in a few words
     */
    void tell(Notice notice) throws IOException, InterruptedException;

    @Override
    default void close() {}

    /** The recipient does not take this notice, and never will. */
    final class NeverTaken extends IOException {

        private static final long serialVersionUID = 1;

        NeverTaken(String why) {
            super(why);
        }
    }
}
