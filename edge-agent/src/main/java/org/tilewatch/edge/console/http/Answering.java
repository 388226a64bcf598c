package org.tilewatch.edge.console.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to one request: the checks, the route, the headers that every answer has. */
final class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    private static final int WORTH_PACKING = 1024;
    /** Asked by machines that know no token, and without anything to hide. */
    private static final Set<String> FOR_EVERYBODY =
            Set.of("GET /health", "GET /ready", "POST /api/login", "GET /login.js", "GET /page.css", "GET /icon.svg");

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src"
                            + " 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
                            + " frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()");

    private final Door door;
    private final Map<String, Route> exact = new HashMap<>();
    private final Map<String, Route> below = new HashMap<>();

    Answering(Door door, Map<String, Route> routes) {
        this.door = door;
        routes.forEach((key, route) -> {
            if (key.endsWith("/*")) {
                below.put(key.substring(0, key.length() - 1), route);
            } else {
                exact.put(key, route);
            }
        });
        exact.put("POST /api/login", this::login);
    }

    void answer(HttpExchange exchange) throws IOException, InterruptedException {
        Reply reply = reply(exchange);
        if (reply instanceof Reply.Stream stream) {
            stream(exchange, stream);
        } else {
            send(exchange, (Reply.Whole) reply);
        }
    }

    private Reply reply(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        Request asked = new Request(exchange, "");
        if (!door.knows(asked.header("Host"))) {
            return Reply.text(Reply.FORBIDDEN, "this server does not answer under that name\n");
        }
        if (!method.equals("GET") && !method.equals("POST")) {
            return Reply.text(Reply.METHOD_NOT_ALLOWED, "allowed: GET, POST\n");
        }
        String key = method + " " + path;
        Match match = match(key);
        if (!FOR_EVERYBODY.contains(key) && !door.open(asked)) {
            return path.equals("/") ? match("GET /login").with(exchange, this) : locked();
        }
        if (method.equals("POST") && !sameSite(asked)) {
            return Reply.text(Reply.FORBIDDEN, "only the station's own page may ask for this\n");
        }
        if (method.equals("POST") && !asked.header("Content-Type").matches("(?i)application/json(\\s*;.*)?")) {
            return Reply.text(Reply.UNSUPPORTED_MEDIA, "allowed: application/json\n");
        }
        return match.with(exchange, this);
    }

    private static Reply locked() {
        return Reply.text(Reply.UNAUTHORISED, "a token is needed\n");
    }

    /** A form of another site sends no JSON, and a script of another site tells where it comes from. */
    private static boolean sameSite(Request request) {
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean own =
                origin.isEmpty() || origin.replaceFirst("^https?://", "").equalsIgnoreCase(request.header("Host"));
        return own && (site.isEmpty() || site.equals("same-origin") || site.equals("none"));
    }

    private record Match(@Nullable Route route, String rest) {

        Reply with(HttpExchange exchange, Answering owner) {
            return route == null ? Reply.notFound() : owner.ask(route, new Request(exchange, rest));
        }
    }

    private Match match(String key) {
        Route route = exact.get(key);
        if (route != null) {
            return new Match(route, "");
        }
        int slash = key.lastIndexOf('/');
        while (slash > 0) {
            Route found = below.get(key.substring(0, slash + 1));
            if (found != null) {
                return new Match(found, key.substring(slash + 1));
            }
            slash = key.lastIndexOf('/', slash - 1);
        }
        return new Match(null, "");
    }

    private Reply ask(Route route, Request request) {
        try {
            return route.answer(request);
        } catch (IOException e) {
            LOG.warn("the page could not be served: {}", e.toString());
            return Reply.text(Reply.FAILED, "the station could not read its own store; its log says why\n");
        }
    }

    /** The body is the token as a JSON string, which holds no escapes. */
    private Reply login(Request request) throws IOException {
        String body = request.body()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        String offered = body.strip().replaceAll("^\"|\"$", "");
        if (!door.fits(offered)) {
            return locked();
        }
        return new Reply.Whole(
                Reply.OK,
                "application/json",
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of("Set-Cookie", door.sessionCookie()));
    }

    static void send(HttpExchange exchange, Reply.Whole reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        head(headers, reply.mediaType());
        reply.headers().forEach(headers::set);
        byte[] body = reply.body();
        boolean packed = headers.containsKey("Content-Encoding");
        if (!packed && body.length >= WORTH_PACKING && compressible(reply.mediaType()) && takesGzip(exchange)) {
            body = gzip(body);
            headers.set("Content-Encoding", "gzip");
        }
        if (reply.status() == Reply.METHOD_NOT_ALLOWED) {
            headers.set("Allow", "GET, POST");
        }
        boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bare ? -1 : body.length);
        if (!bare) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static void stream(HttpExchange exchange, Reply.Stream reply) throws IOException, InterruptedException {
        head(exchange.getResponseHeaders(), reply.mediaType());
        exchange.sendResponseHeaders(Reply.OK, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            reply.body().writeTo(out);
        }
    }

    private static void head(Headers headers, String mediaType) {
        ALWAYS.forEach(headers::set);
        headers.set("Content-Type", mediaType);
        headers.set("Cache-Control", "no-store");
    }

    static boolean compressible(String mediaType) {
        return mediaType.startsWith("text/") || mediaType.contains("json") || mediaType.contains("svg");
    }

    private static boolean takesGzip(HttpExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return accepted != null && accepted.contains("gzip");
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
