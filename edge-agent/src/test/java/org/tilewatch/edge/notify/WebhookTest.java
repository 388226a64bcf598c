package org.tilewatch.edge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.notify.ListeningServer.Received;
import org.tilewatch.edge.notify.Recipient.NeverTaken;
import tools.jackson.databind.json.JsonMapper;

/** Against a real server on loopback. What ntfy takes: its documentation, Publishing. */
@Timeout(30)
final class WebhookTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};

    private ListeningServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new ListeningServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ntfyIsSentThePictureWithTheTextInHeaders() throws Exception {
        try (Webhook hook = hook(Webhook.Form.NTFY, Optional.of("tk_secret"))) {
            hook.tell(SampleNotices.of(1, Map.of("after", JPEG)));
        }

        Received sent = server.received.getFirst();
        assertThat(sent.method()).isEqualTo("PUT");
        assertThat(sent.path()).isEqualTo("/my-topic");
        assertThat(sent.body()).isEqualTo(JPEG);
        assertThat(sent.headers())
                .containsEntry("filename", "after.jpg")
                .containsEntry("priority", "4")
                .containsEntry("click", "http://127.0.0.1:8090")
                .containsEntry("authorization", "Bearer tk_secret");
        assertThat(decoded(sent.headers().getOrDefault("title", ""))).isEqualTo("Höhe 7: harbour");
        assertThat(sent.headers().get("message")).startsWith("Structure appeared, 1,940 m2");
    }

    @Test
    void aServerThatTakesNoPicturesIsSentTheText() throws Exception {
        server.answers.add(400);
        try (Webhook hook = hook(Webhook.Form.NTFY, Optional.empty())) {
            hook.tell(SampleNotices.of(1, Map.of("after", JPEG)));
        }

        assertThat(server.received).hasSize(2);
        assertThat(server.received.getLast().method()).isEqualTo("POST");
        assertThat(new String(server.received.getLast().body(), StandardCharsets.UTF_8))
                .startsWith("Structure appeared");
        assertThat(server.received.getLast().headers()).doesNotContainKey("authorization");
    }

    @Test
    void severalAreToldInOneTextOfSixLinesAtMost() throws Exception {
        try (Webhook hook = hook(Webhook.Form.NTFY, Optional.empty())) {
            hook.tell(SampleNotices.of(9, Map.of()));
        }

        String text = new String(server.received.getFirst().body(), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(6).last().isEqualTo("and 4 more");
        assertThat(decoded(server.received.getFirst().headers().getOrDefault("title", "")))
                .isEqualTo("Höhe 7: 9 alerts");
    }

    @Test
    void othersAreSentTheAlertAsItWasPublishedOrACollectionOfSeveral() throws Exception {
        try (Webhook hook = hook(Webhook.Form.ALERT, Optional.empty())) {
            hook.tell(SampleNotices.of(1, Map.of()));
            hook.tell(SampleNotices.of(3, Map.of()));
        }

        assertThat(server.received.getFirst().headers()).containsEntry("content-type", "application/geo+json");
        assertThat(JsonMapper.shared()
                        .readTree(server.received.getFirst().body())
                        .path("type")
                        .asString())
                .isEqualTo("Feature");
        assertThat(JsonMapper.shared()
                        .readTree(server.received.getLast().body())
                        .path("features")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void refusalsThatNeverEndAreToldApartFromThoseThatMay() throws Exception {
        try (Webhook hook = hook(Webhook.Form.ALERT, Optional.empty())) {
            server.answers.add(413);
            assertThatThrownBy(() -> hook.tell(SampleNotices.of(1, Map.of()))).isInstanceOf(NeverTaken.class);
            server.answers.add(503);
            assertThatThrownBy(() -> hook.tell(SampleNotices.of(1, Map.of())))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NeverTaken.class)
                    .hasMessage("it answers HTTP 503");
        }
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        server.answers.add(307);
        try (Webhook hook = hook(Webhook.Form.ALERT, Optional.empty())) {
            assertThatThrownBy(() -> hook.tell(SampleNotices.of(1, Map.of()))).hasMessage("it answers HTTP 307");
        }
        assertThat(server.received).hasSize(1);
    }

    @Test
    void aServerThatDoesNotAnswerCostsTheTimeoutAndNoMore() throws Exception {
        server.answers.add(ListeningServer.SILENCE);
        long begin = System.nanoTime();
        try (Webhook hook =
                new Webhook(server.address("/my-topic"), Optional.empty(), Webhook.Form.ALERT, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> hook.tell(SampleNotices.of(1, Map.of()))).isInstanceOf(IOException.class);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void itsNameKeepsThePathToItself() {
        try (Webhook hook = hook(Webhook.Form.NTFY, Optional.of("tk_secret"))) {
            assertThat(hook.name()).startsWith("http://127.0.0.1:").doesNotContain("my-topic", "secret");
        }
    }

    private Webhook hook(Webhook.Form form, Optional<String> token) {
        return new Webhook(server.address("/my-topic"), token, form, Duration.ofSeconds(20));
    }

    private static String decoded(String header) {
        assertThat(header).startsWith("=?UTF-8?B?").endsWith("?=");
        byte[] text = Base64.getDecoder().decode(header.substring(10, header.length() - 2));
        return new String(text, StandardCharsets.UTF_8);
    }
}
