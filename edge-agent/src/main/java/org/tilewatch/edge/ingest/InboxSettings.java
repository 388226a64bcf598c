package org.tilewatch.edge.ingest;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the inbox is kept.
 *
 * @param folder where files arrive; its subfolders are walked too
 * @param kept where processed files go with {@link Afterwards#MOVE}
 * @param quarantine where unusable files go
 * @param afterwards what happens to processed files
 * @param quietPeriod a file that did not change for so long is complete
 * @param sidecarWait how long an image without time or place of its own waits for its sidecar
 * @param orphanWait how long a sidecar waits for its image
 * @param quarantineMaxBytes quota; the oldest go first
 * @param quarantineMaxFiles quota of images in quarantine
 * @param satdump whether every folder right below is a pass, finished or not
 * @param passQuiet a pass in which nothing changed for so long is complete
 * @param passWait how long after its last change a pass that cannot be used goes to quarantine
 */
public record InboxSettings(
        Path folder,
        Path kept,
        Path quarantine,
        Afterwards afterwards,
        Duration quietPeriod,
        Duration sidecarWait,
        Duration orphanWait,
        long quarantineMaxBytes,
        int quarantineMaxFiles,
        boolean satdump,
        Duration passQuiet,
        Duration passWait) {

    /** What happens to a file once its verdict is stored. */
    public enum Afterwards {
        /** It stays where it is and is not offered again. */
        KEEP,
        /** It goes into the folder for kept files, with its sidecars. */
        MOVE,
        /** It is deleted, with its sidecars. */
        DELETE
    }

    public InboxSettings {
        folder = folder.toAbsolutePath().normalize();
        kept = kept.toAbsolutePath().normalize();
        quarantine = quarantine.toAbsolutePath().normalize();
        if (folder.startsWith(kept) || folder.startsWith(quarantine) || kept.equals(quarantine)) {
            throw new IllegalArgumentException(
                    "inbox %s, kept files %s and quarantine %s must be apart".formatted(folder, kept, quarantine));
        }
        if (quietPeriod.isNegative() || sidecarWait.isNegative() || orphanWait.isNegative()) {
            throw new IllegalArgumentException(
                    "waits must not be negative: %s, %s, %s".formatted(quietPeriod, sidecarWait, orphanWait));
        }
        if (passQuiet.isNegative() || passWait.compareTo(passQuiet) < 0) {
            throw new IllegalArgumentException(
                    "a pass waits %s, which must not be less than %s".formatted(passWait, passQuiet));
        }
        if (quarantineMaxBytes < 0 || quarantineMaxFiles < 0) {
            throw new IllegalArgumentException(
                    "quotas must not be negative: %d, %d".formatted(quarantineMaxBytes, quarantineMaxFiles));
        }
    }

    /** Where passes are known by their {@code dataset.json} alone; they are complete after a minute and wait a quarter of an hour. */
    public InboxSettings(
            Path folder,
            Path kept,
            Path quarantine,
            Afterwards afterwards,
            Duration quietPeriod,
            Duration sidecarWait,
            Duration orphanWait,
            long quarantineMaxBytes,
            int quarantineMaxFiles) {
        this(
                folder,
                kept,
                quarantine,
                afterwards,
                quietPeriod,
                sidecarWait,
                orphanWait,
                quarantineMaxBytes,
                quarantineMaxFiles,
                false,
                Duration.ofMinutes(1),
                Duration.ofMinutes(15));
    }

    /** The same where SatDump, and nobody else, writes into the inbox: see the parameters of this record. */
    public InboxSettings withPasses(boolean everyFolder, Duration quiet, Duration wait) {
        return new InboxSettings(
                folder,
                kept,
                quarantine,
                afterwards,
                quietPeriod,
                sidecarWait,
                orphanWait,
                quarantineMaxBytes,
                quarantineMaxFiles,
                everyFolder,
                quiet,
                wait);
    }

    /** Why a folder without {@code dataset.json} goes to quarantine. */
    String cutOff() {
        return "no dataset.json came within %d s of its last change: the pass was cut off, or the folder is none of SatDump's"
                .formatted(passWait.toSeconds());
    }

    /** Files are moved to {@code processed} beside the inbox, quarantine 1 GiB or 1000 images; 2 s, 30 s and 1 h to wait. */
    public static InboxSettings of(Path folder, Path state) {
        return new InboxSettings(
                folder,
                state.resolve("processed"),
                state.resolve("quarantine"),
                Afterwards.MOVE,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                1L << 30,
                1000);
    }

    /** The same with another way to treat processed files. */
    public InboxSettings with(Afterwards other) {
        return new InboxSettings(
                folder,
                kept,
                quarantine,
                other,
                quietPeriod,
                sidecarWait,
                orphanWait,
                quarantineMaxBytes,
                quarantineMaxFiles,
                satdump,
                passQuiet,
                passWait);
    }
}
