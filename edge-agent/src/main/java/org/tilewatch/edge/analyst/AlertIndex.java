package org.tilewatch.edge.analyst;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * Keeps {@code index.html} and {@code alerts.geojson} of a folder of alerts up to date: each event once, as its latest alert tells it,
 * the newest first. What is in the folder at the start belongs to it. Several threads may add; one writes.
 */
public final class AlertIndex implements Duty {

    /** More would be no page to look at; the older ones stay in their folders. */
    static final int MOST_SHOWN = 500;

    private static final int DEPTH = 4;

    private final Path folder;
    /** By event: the latest alert and where it lies. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private boolean changed;

    /** An alert and its folder below the whole, with slashes. */
    record Entry(AlertSummary alert, List<String> path, List<String> pictures) {}

    private AlertIndex(Path folder) {
        this.folder = folder;
    }

    /** Reads what the folder holds; what cannot be read is left out. */
    public static AlertIndex of(Path folder) throws IOException {
        Files.createDirectories(folder);
        AlertIndex index = new AlertIndex(folder);
        List<Path> files;
        try (Stream<Path> all =
                Files.find(folder, DEPTH, (file, its) -> its.isRegularFile() && file.endsWith("alert.json"))) {
            files = all.toList();
        }
        for (Path file : files) {
            try {
                index.add(AlertSummary.checked(Files.readAllBytes(file)), file.resolveSibling("."));
            } catch (IOException notOurs) {
                // Somebody else's file in the folder.
            }
        }
        return index;
    }

    /** Adds an alert that was saved in {@code own}. */
    public void add(AlertSummary alert, Path own) throws IOException {
        List<String> pictures;
        try (Stream<Path> files = Files.list(own)) {
            pictures = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("(before|after|diff)\\.(jpg|webp)"))
                    .toList();
        }
        List<String> path = new ArrayList<>();
        folder.relativize(own.normalize()).forEach(level -> path.add(level.toString()));
        synchronized (this) {
            Entry known = entries.get(alert.dataId());
            if (known == null || !alert.acquired().isBefore(known.alert.acquired())) {
                entries.put(alert.dataId(), new Entry(alert, List.copyOf(path), pictures));
            }
            changed = true;
        }
    }

    /** Writes both files if anything came since. */
    @Override
    public boolean turn() throws IOException {
        List<Entry> newest;
        int all;
        synchronized (this) {
            if (!changed) {
                return false;
            }
            changed = false;
            all = entries.size();
            newest = entries.values().stream()
                    .sorted(Comparator.comparing((Entry each) -> each.alert.acquired())
                            .reversed())
                    .limit(MOST_SHOWN)
                    .toList();
        }
        write("index.html", AlertPage.html(newest, all));
        String features = newest.stream().map(each -> each.alert.json()).collect(Collectors.joining(",\n"));
        write("alerts.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\n" + features + "\n]}\n");
        return true;
    }

    @Override
    public String workingOn() {
        return folder.resolve("index.html").toString();
    }

    @Override
    public void end() throws IOException {
        turn();
    }

    private void write(String name, String text) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
