package org.tilewatch.edge.console;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.tilewatch.edge.console.Station.Folders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What lies in the inbox and what was put into quarantine, as much of it as a person would read. */
final class InboxJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REASON_ENDING = ".reason.json";
    private static final int MOST_FILES = 200;
    private static final int MOST_WALKED = 5_000;
    private static final int DEPTH = 8;
    private static final long LONGEST_REASON = 16 * 1024;

    private final Folders folders;

    InboxJson(Folders folders) {
        this.folders = folders;
    }

    String text() throws IOException {
        ObjectNode body = JSON.createObjectNode();
        List<Entry> waiting = waiting();
        body.put("waiting", waiting.size());
        waiting.stream()
                .sorted(Comparator.comparing(Entry::modified))
                .limit(MOST_FILES)
                .forEach(file -> body.withArray("files")
                        .addObject()
                        .put("file", file.name())
                        .put("bytes", file.bytes())
                        .put("modified", file.modified()));
        List<JsonNode> cases = quarantined();
        body.put("quarantined", cases.size());
        cases.stream()
                .sorted(Comparator.comparing(
                                (JsonNode each) -> each.path("time").asString(""))
                        .reversed())
                .limit(MOST_FILES)
                .forEach(body.withArray("quarantine")::add);
        return JSON.writeValueAsString(body);
    }

    private record Entry(String name, long bytes, String modified) {}

    private List<Entry> waiting() throws IOException {
        List<Entry> files = new ArrayList<>();
        Path inbox = folders.inbox();
        if (!Files.isDirectory(inbox)) {
            return files;
        }
        Files.walkFileTree(
                inbox, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = inbox.relativize(file).toString();
                        if (!file.getFileName().toString().startsWith(".")) {
                            files.add(new Entry(
                                    name,
                                    attributes.size(),
                                    attributes.lastModifiedTime().toInstant().toString()));
                        }
                        return files.size() < MOST_WALKED ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    private List<JsonNode> quarantined() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        if (!Files.isDirectory(folders.quarantine())) {
            return cases;
        }
        try (var files = Files.newDirectoryStream(folders.quarantine(), "*" + REASON_ENDING)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST_REASON) {
                    cases.add(JSON.readTree(Files.readAllBytes(file)));
                }
            }
        } catch (JacksonException e) {
            throw new IOException("a reason in quarantine is no JSON: " + e.getMessage(), e);
        }
        return cases;
    }
}
