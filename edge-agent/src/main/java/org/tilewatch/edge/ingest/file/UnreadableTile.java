package org.tilewatch.edge.ingest.file;

/** A file that can never become a look, however often it is tried. Its message is one sentence without the file's name. */
public final class UnreadableTile extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why; counted, and written beside the file in quarantine. */
    public enum Reason {
        /** No bytes. */
        EMPTY,
        /** No format that is known here. */
        NOT_AN_IMAGE,
        /** A symbolic link, a device, a pipe. */
        NOT_A_FILE,
        /** The agent's user may not read it. */
        NO_ACCESS,
        /** The file ends before its content does. */
        TRUNCATED,
        /** Its parts contradict each other or cannot be unpacked. */
        CORRUPT,
        /** More than {@link Caps} allows. */
        TOO_LARGE,
        /** Sound, but of a kind that is not read here. */
        UNSUPPORTED,
        /** The STAC Item or world file beside it is unusable. */
        BAD_SIDECAR,
        /** A sidecar whose image never came. */
        ORPHAN,
        /** Decoding it ended the decoder's process. */
        DECODER_CRASHED,
        /** Decoding it took longer than is allowed. */
        TIMED_OUT,
        /** Decoding it took more memory than is allowed. */
        OUT_OF_MEMORY,
        /** It ended the process, or failed by a fault of the agent's own, too often. */
        FAILED_REPEATEDLY
    }

    private final Reason reason;

    public UnreadableTile(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public static UnreadableTile corrupt(String sentence) {
        return new UnreadableTile(Reason.CORRUPT, sentence);
    }

    public static UnreadableTile truncated(String sentence) {
        return new UnreadableTile(Reason.TRUNCATED, sentence);
    }

    public static UnreadableTile tooLarge(String sentence) {
        return new UnreadableTile(Reason.TOO_LARGE, sentence);
    }

    public static UnreadableTile unsupported(String sentence) {
        return new UnreadableTile(Reason.UNSUPPORTED, sentence);
    }
}
