package org.tilewatch.edge.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tilewatch.edge.config.document.Written;

/** What must hold between the keys of those who are called on an alert. Changes nothing on disk. */
final class ServiceChecks {

    private final Values values;

    ServiceChecks(Values values) {
        this.values = values;
    }

    void run() {
        if (!values.has("notify")) {
            return;
        }
        boolean url = values.has(ServiceKeys.NOTIFY_URL.path());
        boolean urlFile = values.has(ServiceKeys.NOTIFY_URL_FILE.path());
        if (url && urlFile) {
            values.problem(ServiceKeys.NOTIFY_URL_FILE, "is a second address; allowed: url or urlFile");
        }
        if (!url && !urlFile && !values.has(ServiceKeys.NOTIFY_COMMAND.path())) {
            values.problem(ServiceKeys.NOTIFY_URL, "tells nobody; allowed: with url, urlFile or command");
        }
        if (values.has(ServiceKeys.NOTIFY_TOKEN_FILE.path()) && !url && !urlFile) {
            values.problem(ServiceKeys.NOTIFY_TOKEN_FILE, "stands alone; allowed: together with notify.url");
        }
        values.find(ServiceKeys.NOTIFY_URL).ifPresent(address -> plain(ServiceKeys.NOTIFY_URL, address));
        values.path(ServiceKeys.NOTIFY_URL_FILE).filter(Checks::readableFile).ifPresent(this::inFile);
        values.find(ServiceKeys.NOTIFY_COMMAND)
                .map(words -> Path.of(words.getFirst()))
                .filter(program -> !Files.isRegularFile(program) || !Files.isExecutable(program))
                .ifPresent(program -> values.problem(
                        ServiceKeys.NOTIFY_COMMAND,
                        "'" + program + "' is no program that this user can run; allowed: the whole path of one"));
    }

    /** What the file holds is never told: it is a secret. */
    private void inFile(Path file) {
        try (var lines = Files.lines(file)) {
            Optional<URI> address = lines.findFirst()
                    .flatMap(line -> ServiceKeys.NOTIFY_URL.type().read(Written.text(line.strip())));
            if (address.isEmpty()) {
                values.problem(
                        ServiceKeys.NOTIFY_URL_FILE,
                        "'" + file + "' holds no address in its first line; allowed: "
                                + ServiceKeys.NOTIFY_URL.type().allowed());
            } else {
                plain(ServiceKeys.NOTIFY_URL_FILE, address.get());
            }
        } catch (IOException | UncheckedIOException e) {
            values.problem(ServiceKeys.NOTIFY_URL_FILE, "'" + file + "' cannot be read as text; allowed: an address");
        }
    }

    private void plain(Key<?> key, URI address) {
        boolean wanted = values.find(ServiceKeys.NOTIFY_INSECURE).orElse(false);
        if (address.getScheme().equals("http") && !Checks.loopback(address.getHost()) && !wanted) {
            values.problem(
                    key,
                    "would send alerts in the clear to '" + address.getHost()
                            + "'; allowed: https://, an address on this machine, or 'insecure: true' beside it");
        }
    }
}
