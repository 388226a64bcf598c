package org.tilewatch.edge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.config.Config.Setting;
import org.tilewatch.edge.config.document.Written;
import org.tilewatch.edge.config.document.Written.Form;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/** The file's values as their types understand them, each key checked for itself; collects what is wrong. */
final class Values {

    /** Stands for a section that is not written, and for the top of the file. */
    private static final Written NOWHERE = new Written(Form.SECTION, "", List.of(), 1, 1);

    /** Parts of the station that are not there without their section. */
    private static final Set<String> OPTIONAL_PARTS = Set.of("lamps", "console", "homeAssistant", "notify");

    private static final Path NO_NETWORK = Path.of("none");
    private static final Path COARSE = Path.of("coarse");

    private final Path file;
    private final Path folder;
    private final Map<String, Written> written;
    private final List<Problem> problems;

    Values(Path file, Map<String, Written> written, List<Problem> problems) {
        this.file = file;
        this.folder = Optional.ofNullable(file.getParent()).orElse(file);
        this.written = written;
        this.problems = problems;
    }

    /** Checks each written key for itself and looks for those that are missing. */
    void check() {
        written.forEach(this::checkWritten);
        for (Key<?> key : Keys.ALL) {
            boolean missed = !has(key.path()) && Keys.missed(key, has(key.section()));
            if (missed && written.getOrDefault(key.section(), NOWHERE).form() == Form.SECTION) {
                problem(key, "is missing; allowed: " + key.type().allowed());
            }
        }
    }

    private void checkWritten(String path, Written value) {
        Optional<Key<?>> known = Keys.find(path);
        boolean inUnknownSection =
                path.contains(".") && !Keys.SECTIONS.containsKey(path.substring(0, path.indexOf('.')));
        if (inUnknownSection) {
            return; // told once, at the section
        }
        if (Keys.SECTIONS.containsKey(path)) {
            if (value.form() != Form.SECTION) {
                problem(
                        value,
                        path,
                        "is '" + value.shown() + "'; allowed: keys of its own, such as " + Suggestion.namesIn(path));
            }
        } else if (known.isEmpty()) {
            problem(value, path, "is no known key" + Suggestion.insteadOf(path));
        } else if (value.form() == Form.NOTHING) {
            problem(value, path, "has no value; allowed: " + known.get().type().allowed());
        } else if (known.get().type().read(value).isEmpty()) {
            problem(
                    value,
                    path,
                    "'" + value.shown() + "' does not fit; allowed: "
                            + known.get().type().allowed());
        }
    }

    /** Whether a section or key is written, fit or not. */
    boolean has(String path) {
        return written.containsKey(path);
    }

    /** The value that holds: written or default; empty where there is none, or none that fits. */
    <T> Optional<T> find(Key<T> key) {
        @Nullable Written value = written.get(key.path());
        return (value == null ? key.fallback() : Optional.of(value)).flatMap(key.type()::read);
    }

    /** The value of a key that has one; to be asked for after all checks have passed. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no value for " + key.path()));
    }

    /** The path that holds, absolute; relative ones start at the file's folder. */
    Optional<Path> path(Key<Path> key) {
        return find(key).map(path -> folder.resolve(path).normalize());
    }

    /** The network that is asked for: {@code none} is a word, {@code ./none} a file. */
    Config.Network network() {
        boolean none = find(Keys.NETWORK).filter(NO_NETWORK::equals).isPresent();
        return new Config.Network(!none, none ? Optional.empty() : path(Keys.NETWORK));
    }

    /** Whether the coarse profile is asked for: {@code coarse} is a word, {@code ./coarse} a file. */
    boolean coarse() {
        return find(Keys.PROFILE).filter(COARSE::equals).isPresent();
    }

    /** The file of the profile, if one is asked for. */
    Optional<Path> profile() {
        return coarse() ? Optional.empty() : path(Keys.PROFILE);
    }

    /** All values that hold, in the order of documentation; defaults of sections that are switched off are left out. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            @Nullable Written value = written.get(key.path());
            if (value != null) {
                settings.add(new Setting(key.path(), value.shown(), value.line(), value.column()));
            } else if (key.fallback().isPresent() && inForce(key.section())) {
                settings.add(new Setting(key.path(), key.fallback().get().shown(), 0, 0));
            }
        }
        return settings;
    }

    private boolean inForce(String section) {
        return has(section) || !OPTIONAL_PARTS.contains(section);
    }

    /** Adds what is wrong with a key, at its place or that of its section. */
    void problem(Key<?> key, String what) {
        Written place = written.getOrDefault(key.path(), written.getOrDefault(key.section(), NOWHERE));
        problem(place, key.path(), what);
    }

    private void problem(Written place, String path, String what) {
        problems.add(new Problem(file, place.line(), place.column(), path, what));
    }
}
