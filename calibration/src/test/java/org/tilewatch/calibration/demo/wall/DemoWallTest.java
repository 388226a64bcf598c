package org.tilewatch.calibration.demo.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DemoWallTest {

    @TempDir
    Path folder;

    @Test
    void theWallIsThereWholeAndKnowsTheDemosBroker() throws Exception {
        try (DemoWall wall = DemoWall.serve(folder, 0, "mqtt://127.0.0.1:18831")) {
            assertThat(get(wall, "/").body()).contains("wall.js", "lib/page.css");
            for (String part : new String[] {"wall.js", "lib/alerts.js", "lib/why.js", "lib/leaflet.js"}) {
                assertThat(get(wall, "/" + part).statusCode()).as(part).isEqualTo(200);
            }
            assertThat(get(wall, "/wall.json").body())
                    .contains("\"broker\": \"ws://127.0.0.1:18831\"", "\"past\": \"past\"");
        }
    }

    @Test
    void withoutAPortNothingIsServedToScripts() throws IOException {
        try (DemoPages pages =
                DemoPages.of(folder, "mqtt://127.0.0.1:18831", Optional.empty(), Optional.empty(), false)) {
            assertThat(pages.pagePort()).isEmpty();
            assertThat(pages.wall()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (DemoWall wall = DemoWall.serve(folder.resolve("one"), 0, "mqtt://127.0.0.1:18831")) {
            org.assertj.core.api.Assertions.assertThatIOException()
                    .isThrownBy(() -> DemoWall.serve(folder.resolve("other"), wall.port(), "mqtt://127.0.0.1:18831"))
                    .withMessageContaining(Integer.toString(wall.port()));
        }
    }

    private static HttpResponse<String> get(DemoWall wall, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:%d%s".formatted(wall.port(), path));
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }
}
