package org.tilewatch.edge.detect.network;

import org.jspecify.annotations.Nullable;

/** An ONNX file that is damaged, or that takes and gives something else than a change network does. */
public final class UnusableNetwork extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableNetwork(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
