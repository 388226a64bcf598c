package org.tilewatch.edge.proof;

import java.nio.file.Path;

/** One thing that a run did to the disk, or claimed. Paths are relative to the state folder. */
sealed interface Recorded {

    /** A file of this name begins, empty. */
    record Created(Path file) implements Recorded {}

    /** Bytes in a file, at an offset. */
    record Written(Path file, long offset, byte[] bytes) implements Recorded {}

    /** A file has this length. */
    record Cut(Path file, long length) implements Recorded {}

    /** A file has another name. */
    record Renamed(Path from, Path to) implements Recorded {}

    /** A name is gone. */
    record Removed(Path file) implements Recorded {}

    /** A folder is there; taken as durable at once. */
    record Folder(Path folder) implements Recorded {}

    /** What was written to the file is durable, or the names in a folder are. */
    record Forced(Path path) implements Recorded {}

    /** A step of the run has returned. */
    record Claimed(String claim) implements Recorded {}
}
