package org.tilewatch.edge.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code strace -f -y -xx} saw of a run: every system call that changes the state folder, SQLite's own included. SQLite's shared
 * memory is left out: it is mapped, and made anew after a crash.
 */
final class Trace {

    private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
    private static final Pattern UNFINISHED = Pattern.compile("^(.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. \\w+ resumed>(.*)$");
    private static final Pattern CALL = Pattern.compile("^(\\w+)\\((.*)\\) += (-?\\d+).*$");
    private static final Pattern STRING = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");
    private static final Pattern DESCRIPTOR = Pattern.compile("^-?\\w+<((?:\\\\x[0-9a-f]{2})*)>");

    private final Path state;
    private final Path claims;
    private final Map<String, String> unfinished = new HashMap<>();
    private final Set<Path> there = new HashSet<>();
    private final List<Recorded> recorded = new ArrayList<>();

    private Trace(Path state, Path claims) {
        this.state = state;
        this.claims = claims;
    }

    static List<Recorded> read(Path trace, Path state, Path claims) throws IOException {
        Trace reading = new Trace(state, claims);
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reading.line(line);
            }
        }
        return reading.recorded;
    }

    private void line(String line) throws IOException {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return;
        }
        String thread = parts.group(1);
        String text = parts.group(2);
        Matcher begun = UNFINISHED.matcher(text);
        Matcher ended = RESUMED.matcher(text);
        if (begun.matches()) {
            unfinished.put(thread, begun.group(1));
        } else {
            String whole = ended.matches() ? unfinished.remove(thread) + ended.group(1) : text;
            Matcher call = CALL.matcher(whole);
            if (call.matches() && Long.parseLong(call.group(3)) >= 0) {
                call(call.group(1), call.group(2), Long.parseLong(call.group(3)));
            }
        }
    }

    private void call(String name, String arguments, long result) throws IOException {
        switch (name) {
            case "openat" -> opened(arguments);
            case "write" -> claimed(arguments);
            case "pwrite64" -> written(arguments, result);
            case "ftruncate" -> cut(arguments);
            case "fsync", "fdatasync" -> add(descriptor(arguments), Recorded.Forced::new);
            case "rename", "renameat", "renameat2" -> renamed(strings(arguments));
            case "unlink", "unlinkat" -> removed(strings(arguments).getFirst());
            case "mkdir", "mkdirat" -> add(strings(arguments).getFirst(), Recorded.Folder::new);
            default -> throw new IOException("a call that is not understood: " + name + "(" + cut(arguments, 200));
        }
    }

    private interface Maker {
        Recorded make(Path path);
    }

    private void add(String path, Maker maker) {
        Path file = Path.of(path);
        if (file.startsWith(state) && !path.endsWith("-shm") && !path.endsWith(".lock")) {
            recorded.add(maker.make(state.relativize(file)));
        }
    }

    private void opened(String arguments) throws IOException {
        String path = strings(arguments).getFirst();
        Path file = Path.of(path);
        if (!arguments.contains("O_CREAT") || !file.startsWith(state)) {
            return;
        }
        if (there.add(file)) {
            add(path, Recorded.Created::new);
        } else if (arguments.contains("O_TRUNC")) {
            add(path, each -> new Recorded.Cut(each, 0));
        }
    }

    private void claimed(String arguments) throws IOException {
        Path file = Path.of(descriptor(arguments));
        if (file.equals(claims)) {
            recorded.add(new Recorded.Claimed(new String(bytes(arguments), StandardCharsets.UTF_8).strip()));
        } else if (file.startsWith(state) && !file.toString().endsWith("-shm")) {
            throw new IOException("a write without an offset to " + file);
        }
    }

    private void written(String arguments, long result) throws IOException {
        byte[] bytes = bytes(arguments);
        if (bytes.length != result) {
            throw new IOException(
                    "%d bytes of %d written to %s".formatted(result, bytes.length, descriptor(arguments)));
        }
        long offset = Long.parseLong(
                arguments.substring(arguments.lastIndexOf(',') + 1).strip());
        add(descriptor(arguments), file -> new Recorded.Written(file, offset, bytes));
    }

    private void cut(String arguments) throws IOException {
        long length = Long.parseLong(
                arguments.substring(arguments.lastIndexOf(',') + 1).strip());
        add(descriptor(arguments), file -> new Recorded.Cut(file, length));
    }

    private void renamed(List<String> names) {
        Path from = Path.of(names.get(0));
        Path to = Path.of(names.get(1));
        if (from.startsWith(state)) {
            there.remove(from);
            there.add(to);
            recorded.add(new Recorded.Renamed(state.relativize(from), state.relativize(to)));
        }
    }

    private void removed(String path) {
        there.remove(Path.of(path));
        add(path, Recorded.Removed::new);
    }

    private static String descriptor(String arguments) throws IOException {
        Matcher found = DESCRIPTOR.matcher(arguments);
        if (!found.find()) {
            throw new IOException("no file in: " + cut(arguments, 200));
        }
        return new String(unescaped(found.group(1)), StandardCharsets.UTF_8);
    }

    private static List<String> strings(String arguments) {
        List<String> strings = new ArrayList<>();
        for (Matcher found = STRING.matcher(arguments); found.find(); ) {
            strings.add(new String(unescaped(found.group(1)), StandardCharsets.UTF_8));
        }
        return strings;
    }

    private static byte[] bytes(String arguments) throws IOException {
        int from = arguments.indexOf('"');
        int to = arguments.indexOf('"', from + 1);
        if (from < 0 || to < 0 || arguments.startsWith("...", to + 1)) {
            throw new IOException("the trace leaves bytes out: " + cut(arguments, 200));
        }
        return unescaped(arguments.substring(from + 1, to));
    }

    private static byte[] unescaped(String text) {
        return HexFormat.of().parseHex(text.replace("\\x", ""));
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
