package org.tilewatch.edge;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.tilewatch.edge.doctor.Finding;
import org.tilewatch.edge.doctor.broker.CertificateCheck;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.store.Store;

/** What has to be looked after from time to time: room on the disk, clock, certificate, the limits of outbox and archive. One round per turn. */
final class Upkeep implements Duty {

    private static final long RESERVE_BYTES = 1L << 30;
    private static final double RESERVE_FRACTION = 0.10;

    private final Path state;
    private final Store store;
    private final Conditions conditions;
    private final Supplier<Optional<Boolean>> clockSynchronised;
    private final Optional<CertificateCheck> certificate;
    private long droppedBefore = -1;

    /** @param clockSynchronised empty where nobody can tell */
    Upkeep(
            Path state,
            Store store,
            Conditions conditions,
            Supplier<Optional<Boolean>> clockSynchronised,
            Optional<CertificateCheck> certificate) {
        this.state = state;
        this.store = store;
        this.conditions = conditions;
        this.clockSynchronised = clockSynchronised;
        this.certificate = certificate;
    }

    /** The check of a station's own certificate. */
    static CertificateCheck certificate(Path file) {
        return new CertificateCheck("certificate", file, InstantSource.system());
    }

    @Override
    public boolean turn() throws IOException {
        clock();
        certificate.ifPresent(this::certificateEnds);
        disk();
        dropping();
        return false;
    }

    @Override
    public String workingOn() {
        return "upkeep";
    }

    private void clock() {
        if (clockSynchronised.get().orElse(true)) {
            conditions.clear(Condition.CLOCK_UNSYNCHRONISED);
        } else {
            conditions.raise(
                    Condition.CLOCK_UNSYNCHRONISED,
                    "the clock is not synchronised; arrival and report times may be wrong");
        }
    }

    private void certificateEnds(CertificateCheck check) {
        Finding finding = check.run();
        if (finding.level() == Finding.Level.OK) {
            conditions.clear(Condition.CERTIFICATE_ENDING);
        } else {
            conditions.raise(Condition.CERTIFICATE_ENDING, finding.sentence());
        }
    }

    private void disk() throws IOException {
        FileStore disk = Files.getFileStore(state);
        long free = disk.getUsableSpace();
        long reserve = Math.min(RESERVE_BYTES, (long) (disk.getTotalSpace() * RESERVE_FRACTION));
        if (free < reserve) {
            conditions.raise(
                    Condition.DISK_LOW,
                    "%,d MiB left on the disk of %s, wanted are %,d".formatted(free >> 20, state, reserve >> 20));
        } else {
            conditions.clear(Condition.DISK_LOW);
        }
    }

    private void dropping() throws IOException {
        store.outbox().trim();
        store.archive().trim();
        long dropped = store.outbox().droppedChips();
        if (droppedBefore >= 0 && dropped > droppedBefore) {
            conditions.raise(
                    Condition.OUTBOX_DROPPING,
                    "the outbox is over its limits; %,d chips were dropped so far, no alert".formatted(dropped));
        } else if (dropped == droppedBefore) {
            conditions.clear(Condition.OUTBOX_DROPPING);
        }
        droppedBefore = dropped;
    }
}
