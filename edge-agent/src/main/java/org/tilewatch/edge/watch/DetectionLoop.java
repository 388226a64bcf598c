package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.tilewatch.edge.ingest.Arrival;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import org.tilewatch.edge.loop.Duty;

/**
 * Brings one arrival per turn to its final state: settled in the store, or in quarantine. Several of these may share an {@link
 * Intake}.
 *
 * <p>A file that ends a turn by a bug is tried again by the loop; the attempts are counted in the store, and after the third it goes
 * to quarantine.
 */
public final class DetectionLoop implements Duty {

    private final Intake intake;
    private final PastFiles pastFiles;
    private final Screening screening;
    private volatile String workingOn = "the inbox";

    /** @param screening owned by this duty, which closes it at its end */
    public DetectionLoop(Intake intake, PastFiles pastFiles, Screening screening) {
        this.intake = intake;
        this.pastFiles = pastFiles;
        this.screening = screening;
    }

    @Override
    public boolean turn() throws IOException, InterruptedException {
        workingOn = "the inbox";
        Optional<Arrival> next = intake.next();
        if (next.isEmpty()) {
            return false;
        }
        Arrival arrival = next.get();
        workingOn = arrival.toString();
        try {
            intake.finish(arrival, screen(arrival));
        } catch (NoSuchFileException e) {
            intake.vanished(arrival, e);
        } finally {
            intake.release(arrival);
        }
        return true;
    }

    private Screening.Result screen(Arrival arrival) throws IOException {
        try {
            return screening.screen(new Screening.Candidate(
                    arrival.path(),
                    arrival.name(),
                    arrival.folder(),
                    arrival.arrived(),
                    arrival.sha256(),
                    pastFiles.kept(arrival)));
        } catch (AccessDeniedException e) {
            Path denied = arrival.path().resolveSibling(e.getFile());
            if (!Objects.equals(denied.getParent(), arrival.path().getParent())) {
                throw e;
            }
            return new Screening.Result.Refused(
                    Reason.NO_ACCESS,
                    "the agent's user (%s) may not read it".formatted(System.getProperty("user.name")));
        } catch (OutOfMemoryError | StackOverflowError e) {
            // Of this file's making, and gone with it: no reason to end the thread and with it the station.
            throw new IllegalStateException(arrival + " needs more memory than there is: " + e, e);
        }
    }

    @Override
    public String workingOn() {
        return workingOn;
    }

    @Override
    public void end() {
        screening.close();
    }
}
