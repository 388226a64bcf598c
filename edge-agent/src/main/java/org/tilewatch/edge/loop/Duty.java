package org.tilewatch.edge.loop;

import java.io.IOException;

/** Work that comes in turns; all its methods but {@link #workingOn} are called on the loop's thread alone. */
public interface Duty {

    /**
     * One unit of work.
     *
     * @return whether anything was done; if not, the loop rests before the next turn
     * @throws IOException trouble outside the program; the loop backs off and tries again
     */
    boolean turn() throws IOException, InterruptedException;

    /** What the duty has in hand, for the log when it breaks; called after a turn that threw. */
    default String workingOn() {
        return "nothing in particular";
    }

    /** Called once after the last turn; has about two seconds. */
    default void end() throws IOException, InterruptedException {}
}
