package org.tilewatch.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.doctor.Finding;
import org.tilewatch.edge.doctor.broker.CertificateCheck;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.ingest.KeptFiles;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.StateFolder;

/** What has to be looked after from time to time: room on the disk, clock, certificate, the limits of outbox and archive. One round per turn. */
final class Upkeep implements Duty {

    /** What is freed beyond the reserve, so that not every turn has to. */
    private static final long SOME_ROOM = 64L << 20;

    /** Turns from one count of the kept images to the next; they may be many. */
    private static final int KEPT_EVERY = 60;

    private final Path state;
    private final Optional<KeptFiles> kept;
    private final Store store;
    private final Conditions conditions;
    private final Supplier<Optional<Boolean>> clockSynchronised;
    private final Optional<CertificateCheck> certificate;
    private long droppedBefore = -1;
    private int turns;

    /** @param clockSynchronised empty where nobody can tell */
    Upkeep(Config config, Store store, Conditions conditions, Supplier<Optional<Boolean>> clockSynchronised) {
        this.state = config.state();
        this.kept = config.retention()
                .keptBytes()
                .map(bytes -> new KeptFiles(config.inbox().keptFolder(), bytes));
        this.store = store;
        this.conditions = conditions;
        this.clockSynchronised = clockSynchronised;
        this.certificate =
                config.mqtt().certFile().map(file -> new CertificateCheck("certificate", file, InstantSource.system()));
    }

    @Override
    public boolean turn() throws IOException {
        clock();
        certificate.ifPresent(this::certificateEnds);
        damages();
        diskIsLow(); // before anything is written: on a full disk nothing can be
        dropping();
        if (kept.isPresent() && turns++ % KEPT_EVERY == 0) {
            kept.get().trim();
        }
        makeRoom();
        letGoOfGarbage();
        return false;
    }

    @Override
    public String workingOn() {
        return "upkeep";
    }

    /**
     * Takes 30 ms. Garbage that outlived the young generation would otherwise lie until the whole heap is used: what is resident would
     * grow by 60 MiB within some 100,000 looks.
     */
    private static void letGoOfGarbage() {
        System.gc();
    }

    private void clock() {
        if (clockTrusted()) {
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

    private void diskIsLow() {
        if (store.room().wanting() == 0) {
            conditions.clear(Condition.DISK_LOW);
            return;
        }
        conditions.raise(
                Condition.DISK_LOW,
                "%,d MiB left on the disk of %s, wanted are %,d; looks are judged, but teach nothing, and alerts go without chips"
                        .formatted(
                                store.room().free() >> 20, state, store.room().reserve() >> 20));
    }

    /** Processed images go first, then what was sent, then what waits; the reserve itself keeps new pictures from being written. */
    private void makeRoom() throws IOException {
        long wanting = store.room().wanting();
        if (wanting == 0) {
            return;
        }
        boolean moreImages =
                kept.isPresent() && kept.get().liesOnDiskOf(state) && kept.get().release(wanting + SOME_ROOM);
        boolean morePictures = moreImages || store.archive().release(wanting + SOME_ROOM);
        if (!morePictures && store.room().wanting() > 0) {
            store.outbox().release(store.room().wanting() + SOME_ROOM);
        }
    }

    private void dropping() throws IOException {
        if (droppedBefore < 0) {
            droppedBefore = store.outbox().droppedChips(); // so that what goes right at the start is told as well
        }
        store.outbox().trim(clockTrusted());
        store.archive().trim(clockTrusted());
        long dropped = store.outbox().droppedChips();
        if (dropped > droppedBefore) {
            conditions.raise(
                    Condition.OUTBOX_DROPPING,
                    "the outbox is over its limits or the disk is low; %,d chips were dropped so far, no alert"
                            .formatted(dropped));
        } else {
            conditions.clear(Condition.OUTBOX_DROPPING);
        }
        droppedBefore = dropped;
    }

    private void damages() throws IOException {
        List<String> damages = new StateFolder(state).damageNotes();
        if (damages.isEmpty()) {
            conditions.clear(Condition.STORE_DAMAGED);
        } else {
            conditions.raise(Condition.STORE_DAMAGED, damages.getLast() + "; this is told until the folder is removed");
        }
    }

    private boolean clockTrusted() {
        return clockSynchronised.get().orElse(true);
    }
}
