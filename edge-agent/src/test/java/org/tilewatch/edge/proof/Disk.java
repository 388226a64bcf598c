package org.tilewatch.edge.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in mid-run: what is durable, and what was done since. A power cut leaves of the latter anything: each written sector of 512 bytes
 * new or old, and of what happened to the names in a folder a first part. Stricter than common file systems, which keep names and lengths in
 * order over all folders.
 */
final class Disk {

    private static final int SECTOR = 512;

    /** A file's content, whatever its name. */
    private static final class Content {
        byte[] durable = {};
        byte[] now = {};
        final List<Recorded> since = new ArrayList<>();
    }

    /** The names in one folder. */
    private static final class Names {
        final Map<Path, Content> durable = new TreeMap<>();
        final Map<Path, Content> now = new TreeMap<>();
        final List<Meaning> since = new ArrayList<>();

        void set(Path name, Optional<Content> content) {
            Meaning meaning = new Meaning(name, content);
            meaning.in(now);
            since.add(meaning);
        }
    }

    /** What a name stands for from some step on; empty: it is gone. */
    private record Meaning(Path name, Optional<Content> content) {

        void in(Map<Path, Content> names) {
            if (content.isPresent()) {
                names.put(name, content.get());
            } else {
                names.remove(name);
            }
        }
    }

    private final Map<Path, Names> folders = new TreeMap<>();

    private static Path folderOf(Path file) {
        return file.getParent() == null ? Path.of("") : file.getParent();
    }

    private Names names(Path folder) {
        return folders.computeIfAbsent(folder, each -> new Names());
    }

    private Content content(Path file) {
        Content content = names(folderOf(file)).now.get(file);
        if (content == null) {
            throw new IllegalStateException("the trace writes to " + file + ", which is not there");
        }
        return content;
    }

    void apply(Recorded step) {
        switch (step) {
            case Recorded.Created created ->
                names(folderOf(created.file())).set(created.file(), Optional.of(new Content()));
            case Recorded.Written written -> {
                Content content = content(written.file());
                content.now = with(content.now, written, written.bytes().length);
                content.since.add(written);
            }
            case Recorded.Cut cut -> {
                Content content = content(cut.file());
                content.now = Arrays.copyOf(content.now, (int) cut.length());
                content.since.add(cut);
            }
            case Recorded.Renamed renamed -> {
                Content content = content(renamed.from());
                names(folderOf(renamed.to())).set(renamed.to(), Optional.of(content));
                names(folderOf(renamed.from())).set(renamed.from(), Optional.empty());
            }
            case Recorded.Removed removed -> names(folderOf(removed.file())).set(removed.file(), Optional.empty());
            case Recorded.Folder folder -> names(folder.folder());
            case Recorded.Forced forced -> force(forced.path());
            case Recorded.Claimed claimed -> {}
        }
    }

    private void force(Path path) {
        if (folders.containsKey(path)) {
            Names names = names(path);
            names.durable.clear();
            names.durable.putAll(names.now);
            names.since.clear();
        } else {
            Content content = content(path);
            content.durable = content.now;
            content.since.clear();
        }
    }

    private static byte[] with(byte[] before, Recorded.Written written, int length) {
        int end = (int) written.offset() + length;
        byte[] after = Arrays.copyOf(before, Math.max(before.length, end));
        System.arraycopy(written.bytes(), 0, after, (int) written.offset(), length);
        return after;
    }

    /** The files as a process that is killed leaves them. */
    Map<Path, byte[]> afterKill() {
        Map<Path, byte[]> files = new TreeMap<>();
        folders.values().forEach(names -> names.now.forEach((name, content) -> files.put(name, content.now)));
        return files;
    }

    /** The files as a power cut leaves them that takes all that was not forced. */
    Map<Path, byte[]> afterHardestCut() {
        Map<Path, byte[]> files = new TreeMap<>();
        folders.values().forEach(names -> names.durable.forEach((name, content) -> files.put(name, content.durable)));
        return files;
    }

    /** The files as some power cut leaves them. */
    Map<Path, byte[]> afterCut(RandomGenerator random) {
        Map<Path, byte[]> files = new TreeMap<>();
        Map<Content, byte[]> cuts = new HashMap<>();
        for (Names names : folders.values()) {
            Map<Path, Content> left = new TreeMap<>(names.durable);
            int known = names.since.isEmpty() ? 0 : random.nextInt(names.since.size() + 1);
            names.since.subList(0, known).forEach(each -> each.in(left));
            left.forEach((name, content) -> files.put(name, cuts.computeIfAbsent(content, each -> torn(each, random))));
        }
        return files;
    }

    private static byte[] torn(Content content, RandomGenerator random) {
        byte[] bytes = content.durable;
        double share = random.nextInt(4) / 3.0; // none, some, most, all
        for (Recorded step : content.since) {
            if (step instanceof Recorded.Cut cut && random.nextDouble() < share) {
                bytes = Arrays.copyOf(bytes, (int) cut.length());
            } else if (step instanceof Recorded.Written written) {
                bytes = torn(bytes, written, share, random);
            }
        }
        return bytes;
    }

    private static byte[] torn(byte[] before, Recorded.Written written, double share, RandomGenerator random) {
        byte[] bytes = before.clone();
        int from = (int) written.offset();
        int end = from + written.bytes().length;
        for (int at = from; at < end; at = (at / SECTOR + 1) * SECTOR) {
            int stop = Math.min(end, (at / SECTOR + 1) * SECTOR);
            if (random.nextDouble() < share) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length, stop));
                System.arraycopy(written.bytes(), at - from, bytes, at, stop - at);
            }
        }
        return bytes;
    }

    /** Lays files into an empty folder. */
    static void lay(Map<Path, byte[]> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey().toString());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
