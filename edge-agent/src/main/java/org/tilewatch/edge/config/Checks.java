package org.tilewatch.edge.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold between keys, and between keys and this machine. Changes nothing on disk. */
final class Checks {

    private static final List<Key<String>> LINES = List.of(
            Keys.LAMPS_READY,
            Keys.LAMPS_WORKING,
            Keys.LAMPS_ALERT,
            Keys.LAMPS_FAULT,
            Keys.LAMPS_LINK,
            Keys.LAMPS_BUZZER,
            Keys.LAMPS_SILENCE);

    private final Values values;

    Checks(Values values) {
        this.values = values;
    }

    void run() {
        links();
        files();
        folders();
        apart();
        lamps();
        page();
        new ServiceChecks(values).run();
    }

    private void links() {
        Optional<Boolean> plain = values.find(Keys.MQTT_URL)
                .map(url -> url.getScheme().equals("tcp") || url.getScheme().equals("mqtt"));
        String host = values.find(Keys.MQTT_URL).map(url -> url.getHost()).orElse("localhost");
        if (plain.orElse(false)
                && !loopback(host)
                && !values.find(Keys.MQTT_INSECURE).orElse(false)) {
            values.problem(
                    Keys.MQTT_URL,
                    "would send everything in the clear to '" + host
                            + "'; allowed: mqtts:// or ssl://, a broker on this machine, or 'insecure: true' beside"
                            + " it");
        }
        for (Key<Path> key : List.of(Keys.MQTT_CA_FILE, Keys.MQTT_CERT_FILE, Keys.MQTT_KEY_FILE)) {
            if (plain.orElse(false) && values.find(key).isPresent()) {
                values.problem(key, "has no effect on a plain link; allowed: with mqtts:// or ssl:// alone");
            }
        }
        needs(Keys.MQTT_CERT_FILE, Keys.MQTT_KEY_FILE);
        needs(Keys.MQTT_KEY_FILE, Keys.MQTT_CERT_FILE);
        needs(Keys.MQTT_PASSWORD_FILE, Keys.MQTT_USER);
    }

    private void needs(Key<?> key, Key<?> other) {
        if (values.has(key.path()) && !values.has(other.path())) {
            values.problem(key, "stands alone; allowed: together with " + other.path());
        }
    }

    private void files() {
        for (Key<Path> key : List.of(Keys.MQTT_CA_FILE, Keys.MQTT_CERT_FILE, Keys.SITES)) {
            values.path(key).filter(file -> !readableFile(file)).ifPresent(file -> notReadable(key, file));
        }
        values.profile().filter(file -> !readableFile(file)).ifPresent(file -> notReadable(Keys.PROFILE, file));
        values.network().file().filter(file -> !readableFile(file)).ifPresent(file -> notReadable(Keys.NETWORK, file));
        for (Key<Path> key : List.of(
                Keys.MQTT_PASSWORD_FILE, Keys.MQTT_KEY_FILE, Keys.CONSOLE_TOKEN_FILE, ServiceKeys.NOTIFY_TOKEN_FILE)) {
            values.path(key).ifPresent(file -> secret(key, file));
        }
    }

    private void secret(Key<Path> key, Path file) {
        if (!readableFile(file)) {
            notReadable(key, file);
            return;
        }
        try {
            if (Files.size(file) == 0) {
                values.problem(key, "'" + file + "' is empty; allowed: a file with the secret in its first line");
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                values.problem(
                        key,
                        "'" + file + "' can be read by everybody; allowed: mode 600 or 640 (chmod o-rwx " + file + ")");
            }
        } catch (IOException e) {
            values.problem(key, "'" + file + "' cannot be examined (" + e + "); allowed: a readable file");
        }
    }

    static boolean readableFile(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    private void notReadable(Key<Path> key, Path file) {
        String why = Files.exists(file) ? "cannot be read by this user" : "does not exist";
        if (Files.isDirectory(file)) {
            why = "is a folder";
        }
        values.problem(key, "'" + file + "' " + why + "; allowed: " + key.type().allowed());
    }

    private void folders() {
        for (Key<Path> key : List.of(Keys.INBOX_FOLDER, Keys.STATE, Keys.INBOX_KEPT_FOLDER)) {
            values.path(key).ifPresent(folder -> creatable(key, folder));
        }
    }

    /** The folder or, where it does not exist, the nearest one above it must be a folder that we may write to. */
    private void creatable(Key<Path> key, Path folder) {
        @Nullable Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there)) {
            values.problem(
                    key,
                    "'" + folder + "' cannot be made: '" + there + "' is no folder; allowed: "
                            + key.type().allowed());
        } else if (!Files.isWritable(there)) {
            values.problem(
                    key,
                    "'" + folder + "' cannot be written: this user has no right to '" + there + "'; allowed: "
                            + key.type().allowed());
        }
    }

    /** The inbox is searched with all that is below it: what the agent writes must lie elsewhere. */
    private void apart() {
        Optional<Path> inbox = values.path(Keys.INBOX_FOLDER);
        for (Key<Path> key : List.of(Keys.STATE, Keys.INBOX_KEPT_FOLDER)) {
            Optional<Path> other = values.path(key);
            if (inbox.isPresent() && other.isPresent() && other.get().startsWith(inbox.get())) {
                values.problem(
                        key,
                        "'" + other.get() + "' lies in the inbox '" + inbox.get() + "'; allowed: a folder outside it");
            }
        }
        if (values.find(Keys.INBOX_KEPT_FOLDER).isPresent()
                && values.find(Keys.INBOX_AFTERWARDS)
                        .filter(Config.Afterwards.MOVE::equals)
                        .isEmpty()) {
            values.problem(Keys.INBOX_KEPT_FOLDER, "has no effect; allowed: with 'afterwards: move' alone");
        }
    }

    private void lamps() {
        Map<String, Key<String>> taken = new HashMap<>();
        for (Key<String> key : LINES) {
            Optional<String> line = values.find(key);
            @Nullable
            Key<String> first = line.map(each -> taken.putIfAbsent(each, key)).orElse(null);
            if (first != null) {
                values.problem(
                        key,
                        "line " + line.orElseThrow() + " is taken by " + first.path() + "; allowed: a line of its own");
            }
        }
        if (taken.isEmpty()
                && values.find(Keys.LAMPS_DRIVER)
                        .filter(Config.Driver.GPIO::equals)
                        .isPresent()) {
            values.problem(
                    Keys.LAMPS_DRIVER,
                    "gpio drives nothing; allowed: with the line of at least one lamp, such as 'alert: 27'");
        }
    }

    private void page() {
        if (!values.has("console")) {
            return;
        }
        String host = values.find(Keys.CONSOLE_LISTEN).map(Config.Listen::host).orElse("localhost");
        if (!loopback(host) && values.find(Keys.CONSOLE_TOKEN_FILE).isEmpty()) {
            values.problem(
                    Keys.CONSOLE_LISTEN,
                    "opens the page to other machines on '" + host
                            + "' without a token; allowed: 127.0.0.1 or localhost, or console.tokenFile beside it");
        }
    }

    /** Decided by the text alone: a name server must not be able to change what is allowed. */
    static boolean loopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
