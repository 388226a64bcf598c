package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.tilewatch.edge.ingest.Arrival;
import org.tilewatch.edge.ingest.Inbox;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.store.Ledger;
import org.tilewatch.edge.store.Settlement.KeptFile;

/**
 * What the inbox asks of the ledger. A refused file that is offered once more is tried once more: a person may have mended its
 * sidecar, or the power went before it reached the quarantine.
 */
public final class PastFiles implements Inbox.Ledger {

    private final Ledger ledger;
    private final boolean filesStay;

    /** @param afterwards what happens to processed files; those that stay are known by path, size and time */
    public PastFiles(Ledger ledger, Afterwards afterwards) {
        this.ledger = ledger;
        this.filesStay = afterwards == Afterwards.KEEP;
    }

    @Override
    public boolean hasSettled(Arrival arrival) throws IOException {
        Optional<KeptFile> kept = kept(arrival);
        if (kept.isPresent() && ledger.settledPath(kept.get()).isPresent()) {
            return true;
        }
        String sha256;
        try {
            sha256 = arrival.sha256();
        } catch (AccessDeniedException e) {
            return false; // to be refused by the screening
        }
        if (!ledger.settled(sha256) || ledger.reopen(sha256)) {
            return false;
        }
        remember(arrival);
        return true;
    }

    /** The file as it stays in the inbox; empty if it does not. */
    Optional<KeptFile> kept(Arrival arrival) {
        return filesStay
                ? Optional.of(new KeptFile(
                        arrival.path().toString(),
                        arrival.size(),
                        arrival.modified().toEpochMilli()))
                : Optional.empty();
    }

    /** Makes a settled file that stays known without reading it. */
    void remember(Arrival arrival) throws IOException {
        Optional<KeptFile> kept = kept(arrival);
        if (kept.isPresent()) {
            ledger.keep(kept.get(), arrival.sha256());
        }
    }
}
