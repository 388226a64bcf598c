package org.tilewatch.edge.console.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to a request. */
public sealed interface Reply {

    int OK = 200;
    int BAD_REQUEST = 400;
    int UNAUTHORISED = 401;
    int FORBIDDEN = 403;
    int NOT_FOUND = 404;
    int METHOD_NOT_ALLOWED = 405;
    int CONFLICT = 409;
    int TOO_LARGE = 413;
    int UNSUPPORTED_MEDIA = 415;
    int FAILED = 500;
    int BUSY = 503;

    /**
     * An answer that is known as a whole.
     *
     * @param headers beside those of every answer
     */
    record Whole(int status, String mediaType, byte[] body, Map<String, String> headers) implements Reply {}

    /** An answer that goes on until the client leaves or the server ends. */
    record Stream(String mediaType, Body body) implements Reply {}

    /** Writes an answer piece by piece, on a thread of its own that is interrupted when the server ends. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /** A JSON text. */
    static Whole json(String text) {
        return json(OK, text);
    }

    /** A JSON text with a status of its own. */
    static Whole json(int status, String text) {
        return new Whole(status, "application/json", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A plain text. */
    static Whole text(int status, String text) {
        return new Whole(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A picture that never changes under its path. */
    static Whole picture(String mediaType, byte[] bytes) {
        return new Whole(OK, mediaType, bytes, Map.of("Cache-Control", "private, max-age=86400, immutable"));
    }

    static Whole notFound() {
        return text(NOT_FOUND, "there is nothing here\n");
    }
}
