package org.tilewatch.edge.ingest.file;

import java.io.IOException;

/** There is no decoder at the moment, by no fault of the file: it cannot be started, or the agent is ending. */
public final class DecoderUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    public DecoderUnavailable(String sentence) {
        super(sentence);
    }
}
