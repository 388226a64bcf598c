package org.tilewatch.edge.watch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A network that was asked for cannot be used. The message names the file and what is wrong with it; at start it ends the program with
 * exit code 2, since a station never judges in another way than it was told to.
 */
public final class NetworkFault extends IOException {

    private static final long serialVersionUID = 1L;

    NetworkFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
