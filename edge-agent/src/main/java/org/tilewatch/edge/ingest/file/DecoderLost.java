package org.tilewatch.edge.ingest.file;

import java.io.IOException;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

/**
 * The process that decoded a file is gone: by the file's doing, or by another's. Worth another try, which tells the two apart. Its
 * message is one sentence without the file's name.
 */
public final class DecoderLost extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** @param reason what the file goes to quarantine for if it happens again */
    public DecoderLost(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
