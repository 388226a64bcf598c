package org.tilewatch.edge.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The inbox: there, readable, and writable, since processed files leave it; a file is made and deleted to be sure. */
public final class InboxCheck implements Check {

    private static final String NAME = "inbox";

    private final Path inbox;
    private final Path stateFolder;

    public InboxCheck(Path inbox, Path stateFolder) {
        this.inbox = inbox;
        this.stateFolder = stateFolder;
    }

    @Override
    public Finding run() {
        if (!Files.isDirectory(inbox)) {
            return Finding.fail(NAME, inbox + " is no folder: make it, owned by the agent's user.");
        }
        if (!Files.isReadable(inbox) || !Files.isExecutable(inbox)) {
            return Finding.fail(NAME, inbox + " cannot be read by " + user() + ": chmod u+rx, or chown it.");
        }
        try {
            // Asking for the right is not enough: a read-only mount or a full disk shows only when a file is made.
            Files.delete(Files.createTempFile(inbox, ".doctor", ".part"));
        } catch (IOException e) {
            return Finding.fail(
                    NAME,
                    inbox + " cannot be written by " + user() + " ("
                            + e.getClass().getSimpleName() + "): processed files could not leave it.");
        }
        return Finding.ok(NAME, inbox + " can be read and written; " + sameFileSystem());
    }

    private String sameFileSystem() {
        if (!Files.isDirectory(stateFolder)) {
            return "the state folder " + stateFolder + " is not there yet and will be made";
        }
        try {
            return Files.getFileStore(inbox).equals(Files.getFileStore(stateFolder))
                    ? "on the same file system as the state: files are moved in one step"
                    : "on another file system than the state: files are copied, then deleted";
        } catch (IOException e) {
            return "whether the state is on the same file system cannot be told: " + e.getMessage();
        }
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
