package org.tilewatch.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class WhoMayAskTest {

    private static final String TOKEN = "correct horse battery staple";
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:1", "[::1]:8090", "alerts.example.org"})
    void aKnownNameIsAnswered(String host) throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            assertThat(station.ask("GET /api/station HTTP/1.1", "Host: " + host))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "192.168.1.7", "", "localhost.evil.example:8090"})
    void anUnknownNameIsRefusedSoThatRebindingReadsNothing(String host) throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            assertThat(station.ask("GET /api/station HTTP/1.1", "Host: " + host))
                    .doesNotContain("han-01")
                    .contains(" 403 ");
        }
    }

    @Test
    void withATokenNothingButHealthIsToldWithoutIt() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.of(TOKEN))) {
            for (String path : List.of("/api/station", "/api/alerts", "/metrics", "/page.js", "/api/live")) {
                assertThat(station.get(path)).as(path).startsWith("HTTP/1.1 401");
            }
            assertThat(station.get("/")).startsWith("HTTP/1.1 200").contains("id=\"login\"");
            assertThat(station.get("/health")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theTokenOpensAsAHeaderAndNothingElseDoes() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.of(TOKEN))) {
            String[] right = {"GET /api/station HTTP/1.1", "Host: localhost", "Authorization: Bearer " + TOKEN};
            String[] wrong = {"GET /api/station HTTP/1.1", "Host: localhost", "Authorization: Bearer " + TOKEN + "r"};
            String[] forged = {"GET /api/station HTTP/1.1", "Host: localhost", "Cookie: tilewatch=" + TOKEN};

            assertThat(station.ask(right)).startsWith("HTTP/1.1 200");
            assertThat(station.ask(wrong)).startsWith("HTTP/1.1 401");
            assertThat(station.ask(forged)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void aBrowserTradesTheTokenForACookieThatScriptsCannotRead() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.of(TOKEN))) {
            String refused = station.askWithBody("\"no\"", "POST /api/login HTTP/1.1", "Host: localhost", JSON);
            String taken =
                    station.askWithBody("\"" + TOKEN + "\"", "POST /api/login HTTP/1.1", "Host: localhost", JSON);
            String cookie = taken.replaceAll("(?si).*Set-cookie: (tilewatch=[0-9a-f]{64});.*", "$1");

            assertThat(refused).startsWith("HTTP/1.1 401").doesNotContainIgnoringCase("Set-Cookie");
            assertThat(taken).contains("HttpOnly; SameSite=Strict").doesNotContain(TOKEN);
            assertThat(station.ask("GET /api/station HTTP/1.1", "Host: localhost", "Cookie: a=b; " + cookie))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/page.js/../../x",
                "/api/chips/../../state/tilewatch.db",
                "/api/tiles/..%2f..%2f/c0r0",
                "/api/tiles/x/c0r0",
                "/api/sites/%2e%2e",
                "//etc/passwd",
                "/Console.class",
                "/%00",
                "/leaflet.js%00.html",
                "/api/chips/00000000-0000-0000-0000-000000000000/..",
                "/api/alerts/..%2f..%2fx"
            })
    void noPathLeadsOutOfWhatIsServed(String path) throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            assertThat(station.get(path)).matches("(?s)(HTTP/1.1 40[04] .*)?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "HEAD", "PATCH"})
    void otherMethodsAreRefused(String method) throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            assertThat(station.ask(method + " / HTTP/1.1", "Host: localhost")).startsWith("HTTP/1.1 405");
        }
    }

    @Test
    void aFormOrScriptOfAnotherSiteCanOrderNothing() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            station.health.alertRaised("e1");
            String order = "POST /api/silence HTTP/1.1";
            String host = "Host: localhost";

            assertThat(station.askWithBody("a=b", order, host, "Content-Type: text/plain"))
                    .startsWith("HTTP/1.1 415");
            assertThat(station.askWithBody("{}", order, host, JSON, "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(station.askWithBody("{}", order, host, JSON, "Sec-Fetch-Site: cross-site"))
                    .startsWith("HTTP/1.1 403");
            assertThat(station.health.now().openAlerts()).isEqualTo(1);

            assertThat(station.askWithBody("{}", order, host, JSON, "Origin: http://localhost"))
                    .startsWith("HTTP/1.1 200");
            assertThat(station.health.now().openAlerts()).isZero();
        }
    }

    @Test
    void aZoneIsAddedByNobodyWithoutTheTokenAndByNoOtherSite() throws IOException {
        String order = "POST /api/zones HTTP/1.1";
        String host = "Host: localhost";
        String bearer = "Authorization: Bearer " + TOKEN;
        String zone = "{\"site\": \"harbour\", \"name\": \"a\", \"purpose\": \"ignore\", \"outline\": %s}";
        try (ServedStation station = new ServedStation(folder, Optional.of(TOKEN))) {
            String whole = zone.formatted("[[0, 0], [9, 0], [9, 9]]");

            assertThat(station.askWithBody(whole, order, host, JSON)).startsWith("HTTP/1.1 401");
            assertThat(station.askWithBody(whole, order, host, JSON, bearer, "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(station.askWithBody(whole, order, "Host: evil.example", JSON, bearer))
                    .startsWith("HTTP/1.1 403");
            for (String outline : List.of("[]", "[[0, 0], [9, 0], [1e99, 9]]", "[[0, 0], [9], [9, 9]]", "\"x\"")) {
                assertThat(station.askWithBody(zone.formatted(outline), order, host, JSON, bearer))
                        .as(outline)
                        .startsWith("HTTP/1.1 400");
            }
            assertThat(station.askWithBody(whole, order, host, JSON, bearer)).contains("no place on Earth");
            assertThat(station.zones.sites().getFirst().zones()).isEmpty();
        }
    }

    @Test
    void everyAnswerForbidsForeignScriptsAndFrames() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            for (String path : List.of("/", "/api/station", "/nothing", "/page.css")) {
                assertThat(station.get(path))
                        .as(path)
                        .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self';")
                        .containsIgnoringCase("frame-ancestors 'none'")
                        .containsIgnoringCase("X-Content-Type-Options: nosniff");
            }
        }
    }

    @Test
    void clientsThatSayNothingHoldUpNobody() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 40; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), station.port());
                    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
                    silent.add(socket);
                }
                assertThat(station.get("/health")).startsWith("HTTP/1.1 200");
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    }
}
