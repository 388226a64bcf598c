package org.tilewatch.edge.publish.access;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the broker is and how to get in.
 *
 * @param url {@code mqtt://}, {@code tcp://}, {@code mqtts://} or {@code ssl://} with host and optional port
 * @param clientId unique at the broker: a second client with the same id throws the first one out
 * @param passwordFile its first line is the password; read at each connect; refused if everybody on the machine can read it
 * @param caFile PEM with the certificates that are trusted; empty for those of the Java installation
 * @param certFile PEM with the station's own certificate; only with a key
 * @param keyFile PEM with its PKCS #8 key
 * @param sessionKept how long the broker keeps what comes while the client is away, up to whole seconds; zero for not at all
 * @param insecure allows a connection without TLS to a broker that is not on this machine
 */
public record BrokerSettings(
        String url,
        String clientId,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<Path> caFile,
        Optional<Path> certFile,
        Optional<Path> keyFile,
        Duration sessionKept,
        boolean insecure) {

    /** Without a session that is kept. */
    public BrokerSettings(
            String url,
            String clientId,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> caFile,
            Optional<Path> certFile,
            Optional<Path> keyFile,
            boolean insecure) {
        this(url, clientId, user, passwordFile, caFile, certFile, keyFile, Duration.ZERO, insecure);
    }

    private static final Set<String> PLAIN = Set.of("mqtt", "tcp");
    private static final Set<String> SECURE = Set.of("mqtts", "ssl");

    /** A broker on this machine or one that asks for nothing. */
    public static BrokerSettings of(String url, String clientId) {
        return new BrokerSettings(
                url,
                clientId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** Everything that is wrong with these settings, as sentences; empty if nothing is. Reads the files. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(addressProblems());
        if (passwordFile.isPresent() && user.isEmpty()) {
            problems.add("a password file without a user: name the user too");
        }
        if (certFile.isPresent() != keyFile.isPresent()) {
            problems.add("certificate and key belong together: only the %s is given"
                    .formatted(certFile.isPresent() ? "certificate" : "key"));
        }
        tryReading(problems);
        return problems;
    }

    /** Whether TLS is on. */
    public boolean secure() {
        return SECURE.contains(scheme());
    }

    /** The form that the client library understands. */
    public String address() {
        URI uri = URI.create(url);
        int port = uri.getPort() >= 0 ? uri.getPort() : secure() ? 8883 : 1883;
        return "%s://%s:%d".formatted(secure() ? "ssl" : "tcp", uri.getHost(), port);
    }

    /** The password; never to be logged. */
    public Optional<byte[]> password() throws IOException {
        if (passwordFile.isEmpty()) {
            return Optional.empty();
        }
        Path file = passwordFile.get();
        PemFiles.refuseIfOpen("password file", file);
        String firstLine = Files.readString(file).lines().findFirst().orElse("");
        return Optional.of(firstLine.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> addressProblems() {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return List.of("broker URL '%s' is none: %s".formatted(url, e.getMessage()));
        }
        if (!PLAIN.contains(scheme()) && !SECURE.contains(scheme())) {
            return List.of("broker URL '%s': allowed are mqtt://, mqtts://, tcp:// and ssl://".formatted(url));
        }
        String host = uri.getHost();
        if (host == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
            return List.of("broker URL '%s' has no usable host and port".formatted(url));
        }
        if (uri.getUserInfo() != null) {
            return List.of("broker URL names a user: give user and password file instead");
        }
        if (!secure() && !insecure && !loopback(host)) {
            return List.of("broker URL '%s' is without TLS and not on this machine: use mqtts://, or set insecure: true"
                    .formatted(url));
        }
        return List.of();
    }

    private void tryReading(List<String> problems) {
        try {
            password();
            if (secure()) {
                PemFiles.socketFactory(caFile, certFile, keyFile);
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private String scheme() {
        int colon = url.indexOf(':');
        return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /** By its spelling alone: a name server could say anything. */
    private static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
