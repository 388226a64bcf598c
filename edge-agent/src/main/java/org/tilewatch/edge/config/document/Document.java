package org.tilewatch.edge.config.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.tilewatch.edge.config.document.Written.Form;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/**
 * The YAML file as flat keys ({@code section.name}) with the places where they are written. The only class that knows YAML.
 *
 * <p>A configuration needs one document, two levels and no references, so anything more is refused while the events pass by,
 * before a tree is built: neither an alias bomb nor deep nesting gets that far.
 */
public final class Document {

    /** Largest file that is read, in bytes and in code points. */
    public static final int LARGEST = 1 << 20;

    private static final int DEEPEST = 3;

    private final Path file;
    private final List<Problem> problems;
    private final Map<String, Written> values = new LinkedHashMap<>();

    private Document(Path file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Values and sections by key, in the order of the file; what is wrong with the file itself is added to {@code problems}. Empty
     * where the file cannot be read to its end.
     */
    public static Optional<Map<String, Written>> read(Path file, List<Problem> problems) {
        Document document = new Document(file, problems);
        try {
            return document.take(text(file)) ? Optional.of(document.values) : Optional.empty();
        } catch (CharacterCodingException e) {
            document.problem(Optional.empty(), "file", "is not text in UTF-8");
        } catch (NoSuchFileException e) {
            document.problem(Optional.empty(), "file", "does not exist; allowed: a YAML file");
        } catch (IOException e) {
            document.problem(Optional.empty(), "file", "cannot be read (" + e.getMessage() + "); allowed: a YAML file");
        } catch (MarkedYamlEngineException e) {
            document.problem(e.getProblemMark().or(e::getContextMark), "file", "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            document.problem(Optional.empty(), "file", "is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private boolean take(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(LARGEST)
                .setAllowNonScalarKeys(true) // refused below, with their place
                .build();
        if (!simple(new Parse(settings).parseString(text))) {
            return false;
        }
        Optional<Node> root = new Compose(settings).composeString(text);
        if (root.isPresent() && root.get() instanceof MappingNode mapping) {
            flatten("", mapping);
            return true;
        }
        problem(Optional.empty(), "file", "holds no keys; allowed: keys such as 'station:' at the top");
        return false;
    }

    private boolean simple(Iterable<Event> events) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            switch (event) {
                case DocumentStartEvent start -> documents++;
                case CollectionStartEvent start -> depth++;
                case CollectionEndEvent end -> depth--;
                default -> {}
            }
            if (documents > 1) {
                problem(event.getStartMark(), "file", "holds a second document; allowed: one");
                return false;
            }
            if (depth > DEEPEST) {
                problem(event.getStartMark(), "file", "is nested too deeply; allowed: sections, and lists in them");
                return false;
            }
            if (event instanceof AliasEvent
                    || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
                problem(event.getStartMark(), "file", "uses an anchor or alias (& or *); allowed: plain values");
                return false;
            }
        }
        return true;
    }

    private void flatten(String prefix, MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                problem(entry.getKeyNode().getStartMark(), "file", "has a key that is not a word");
                continue;
            }
            String path = prefix + name.getValue();
            Written before = values.putIfAbsent(path, written(entry.getValueNode(), name.getStartMark()));
            if (before != null) {
                problem(
                        name.getStartMark(),
                        path,
                        "is written twice, first in line " + before.line() + "; allowed: once");
            } else if (prefix.isEmpty() && entry.getValueNode() instanceof MappingNode section) {
                flatten(path + ".", section);
            }
        }
    }

    /** Messages point at the key, not the value: an empty value has no place of its own. */
    private static Written written(Node node, Optional<Mark> key) {
        int line = key.map(mark -> mark.getLine() + 1).orElse(1);
        int column = key.map(mark -> mark.getColumn() + 1).orElse(1);
        return switch (node) {
            case ScalarNode scalar -> new Written(form(scalar.getTag()), scalar.getValue(), List.of(), line, column);
            case SequenceNode list ->
                new Written(
                        Form.LIST,
                        "",
                        list.getValue().stream()
                                .map(item -> written(item, item.getStartMark()))
                                .toList(),
                        line,
                        column);
            default -> new Written(Form.SECTION, "", List.of(), line, column);
        };
    }

    private static Form form(Tag tag) {
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Form.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Form.TRUTH;
        }
        return tag.equals(Tag.NULL) ? Form.NOTHING : Form.TEXT;
    }

    private void problem(Optional<Mark> at, String key, String what) {
        problems.add(new Problem(
                file,
                at.map(mark -> mark.getLine() + 1).orElse(1),
                at.map(mark -> mark.getColumn() + 1).orElse(1),
                key,
                what));
    }
}
