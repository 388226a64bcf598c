package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import org.tilewatch.edge.ingest.sidecar.Sidecars;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of unusable files. Each image, or the folder of a pass, lies there with its sidecars and a {@code NAME.reason.json}, which is written first: a
 * crash in between leaves the image in the inbox, to be put aside again.
 */
final class Quarantine {

    private static final String REASON_ENDING = ".reason.json";

    private final Path folder;
    private final long maxBytes;
    private final int maxFiles;
    private long dropped;

    Quarantine(Path folder, long maxBytes, int maxFiles) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.maxFiles = maxFiles;
    }

    /** Images (and orphans) that the quota removed since start. */
    long dropped() {
        return dropped;
    }

    void take(Arrival arrival, Reason reason, String sentence, Instant now) throws IOException {
        if (!Files.exists(arrival.whole(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> sidecars = arrival.sidecars();
        Files.createDirectories(folder);
        List<String> endings = new ArrayList<>(List.of(REASON_ENDING, FileMove.endingWithDot(arrival.whole())));
        sidecars.forEach(s -> endings.add(FileMove.endingWithDot(s)));
        String base = FileMove.freeBase(folder, Sidecars.base(arrival.name()), endings);
        write(folder.resolve(base + REASON_ENDING), arrival, reason, sentence, now);
        for (Path sidecar : sidecars) {
            FileMove.move(sidecar, folder.resolve(base + FileMove.endingWithDot(sidecar)));
        }
        FileMove.move(arrival.whole(), folder.resolve(base + FileMove.endingWithDot(arrival.whole())));
        keepQuota();
    }

    private static void write(Path file, Arrival arrival, Reason reason, String sentence, Instant now)
            throws IOException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("file", arrival.folder().isEmpty() ? arrival.name() : arrival.folder() + "/" + arrival.name());
        json.put("reason", reason.name());
        json.put("sentence", sentence);
        json.put("time", now.toString());
        json.put("bytes", arrival.size());
        json.put("sha256", reason == Reason.NO_ACCESS ? "" : arrival.sha256());
        Path part = file.resolveSibling("." + Sidecars.name(file) + ".part");
        Files.writeString(part, json.toPrettyString() + "\n");
        FileMove.move(part, file);
    }

    private record Case(long writtenMillis, String base, long bytes, List<Path> files) {}

    private void keepQuota() throws IOException {
        List<Case> cases = cases();
        long bytes = cases.stream().mapToLong(Case::bytes).sum();
        int count = cases.size();
        for (Case oldest : cases) {
            if (bytes <= maxBytes && count <= maxFiles) {
                return;
            }
            for (Path file : oldest.files()) {
                FileMove.delete(file);
            }
            bytes -= oldest.bytes();
            count--;
            dropped++;
        }
    }

    private List<Case> cases() throws IOException {
        Map<String, List<Path>> byBase = new HashMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = Sidecars.name(file);
                String base = name.endsWith(REASON_ENDING)
                        ? name.substring(0, name.length() - REASON_ENDING.length())
                        : Sidecars.base(name);
                byBase.computeIfAbsent(base, b -> new ArrayList<>()).add(file);
            }
        }
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<String, List<Path>> entry : byBase.entrySet()) {
            cases.add(caseOf(entry.getKey(), entry.getValue()));
        }
        cases.sort(Comparator.comparingLong(Case::writtenMillis).thenComparing(Case::base));
        return cases;
    }

    /** A case is as old as its reason; what lies there without one came from elsewhere and counts by its own age. */
    private static Case caseOf(String base, List<Path> files) throws IOException {
        long bytes = 0;
        long written = Long.MAX_VALUE;
        long reasonWritten = -1;
        for (Path file : files) {
            long modified =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
            bytes += FileMove.bytes(file);
            written = Math.min(written, modified);
            reasonWritten = Sidecars.name(file).endsWith(REASON_ENDING) ? modified : reasonWritten;
        }
        return new Case(reasonWritten >= 0 ? reasonWritten : written, base, bytes, files);
    }
}
