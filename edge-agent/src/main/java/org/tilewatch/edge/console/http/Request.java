package org.tilewatch.edge.console.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a client asks. */
public final class Request {

    /** Longest body that is read. */
    static final int MOST_BODY_BYTES = 64 * 1024;

    private final HttpExchange exchange;
    private final String rest;
    private final Map<String, String> query = new HashMap<>();

    /** @param rest of the path, behind what the route is registered for */
    Request(HttpExchange exchange, String rest) {
        this.exchange = exchange;
        this.rest = rest;
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", 64)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    /** What follows the route's own path, without a leading slash; not decoded, empty for a route without a star. */
    public String rest() {
        return rest;
    }

    /** A parameter of the query; empty if it is not there or holds nothing. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** A whole number among the parameters, kept within its bounds; the default where there is none. */
    public int number(String name, int orElse, int least, int most) {
        String value = query.getOrDefault(name, "");
        return value.matches("-?[0-9]{1,9}") ? Math.clamp(Integer.parseInt(value), least, most) : orElse;
    }

    /** A header's first value, else empty text. */
    public String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** The body; empty if it is longer than 64 KiB. */
    public Optional<byte[]> body() throws IOException {
        byte[] read = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        return read.length > MOST_BODY_BYTES ? Optional.empty() : Optional.of(read);
    }

    /** Value of a cookie, else empty text. */
    String cookie(String name) {
        return Arrays.stream(header("Cookie").split(";", 64))
                .map(String::strip)
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
