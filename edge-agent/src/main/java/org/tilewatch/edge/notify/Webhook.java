package org.tilewatch.edge.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A web address that is sent each notice by POST. Redirections are not followed, and what it answers is not read: only its status
 * counts. Its path may be a secret and is told nowhere.
 */
final class Webhook implements Recipient {

    /** Answers after which the same request is of no use again. */
    private static final Set<Integer> NEVER = Set.of(400, 405, 406, 410, 411, 413, 414, 415, 422, 431);

    private static final int TAKEN = 2;

    private final URI address;
    private final Optional<String> token;
    private final Form form;
    private final Duration timeout;
    private @Nullable HttpClient client;

    /** What is sent. */
    enum Form {
        /** A message for ntfy: the text in headers and the picture as body, or the text as body where there is no picture. */
        NTFY,
        /** The alert as it was published, or a FeatureCollection of several. */
        ALERT
    }

    /** @param timeout for the whole of a call */
    Webhook(URI address, Optional<String> token, Form form, Duration timeout) {
        this.address = address;
        this.token = token;
        this.form = form;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return address.getScheme() + "://" + address.getAuthority();
    }

    @Override
    public void tell(Notice notice) throws IOException, InterruptedException {
        byte @Nullable [] picture = notice.pictures().get("after");
        if (form == Form.ALERT) {
            check(status(request("application/geo+json").POST(BodyPublishers.ofString(notice.geoJson()))));
        } else if (picture == null) {
            check(status(ntfy(notice).POST(BodyPublishers.ofString(notice.text()))));
        } else {
            int status = status(ntfy(notice)
                    .header("Filename", "after" + (picture[0] == 'R' ? ".webp" : ".jpg"))
                    .header("Message", header(notice.text()))
                    .PUT(BodyPublishers.ofByteArray(picture)));
            // A server without room for attachments still takes the text.
            check(NEVER.contains(status) ? status(ntfy(notice).POST(BodyPublishers.ofString(notice.text()))) : status);
        }
    }

    private HttpRequest.Builder ntfy(Notice notice) {
        HttpRequest.Builder request = request("text/plain; charset=utf-8")
                .header("Title", header(notice.title()))
                .header("Priority", notice.urgent() ? "4" : "2")
                .header("Tags", notice.urgent() ? "warning,satellite" : "satellite");
        notice.link().ifPresent(link -> request.header("Click", link));
        return request;
    }

    private HttpRequest.Builder request(String mediaType) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeout).header("Content-Type", mediaType);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client().sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
        } catch (TimeoutException e) {
            throw new IOException("no answer within %d s".formatted(timeout.toSeconds()), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new IOException(why, cause);
        } finally {
            answer.cancel(true);
        }
    }

    private static void check(int status) throws IOException {
        if (NEVER.contains(status)) {
            throw new NeverTaken("it answers HTTP " + status);
        }
        if (status / 100 != TAKEN) {
            throw new IOException("it answers HTTP " + status);
        }
    }

    /** Text as a header may have it: one line, and by RFC 2047 where it is not ASCII. */
    private static String header(String text) {
        String line = text.replace('\n', ' ').replaceAll("\\p{Cntrl}", "");
        return line.chars().allMatch(c -> c < 0x7F)
                ? line
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(timeout)
                    .followRedirects(Redirect.NEVER)
                    .build();
        }
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
