package org.tilewatch.edge.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Files of a page, packed once when the server starts; only what is named here is ever served. */
public final class Assets {

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "webmanifest", "application/manifest+json");

    private final Map<String, Route> routes = new HashMap<>();
    private long packedBytes;

    /** Adds a resource under a path, for instance {@code /app.js}. */
    public Assets add(String path, Class<?> beside, String resource) throws IOException {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the page's file " + resource + " is missing in this build");
            }
            byte[] plain = in.readAllBytes();
            byte[] packed = Answering.gzip(plain);
            packedBytes += packed.length;
            String type =
                    MEDIA_TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/html; charset=utf-8");
            routes.put("GET " + path, request -> reply(request, type, plain, packed));
        }
        return this;
    }

    /** One route for each file. */
    public Map<String, Route> routes() {
        return routes;
    }

    /** What all files weigh on the wire. */
    public long packedBytes() {
        return packedBytes;
    }

    private static Reply reply(Request request, String type, byte[] plain, byte[] packed) {
        CRC32 sum = new CRC32();
        sum.update(plain);
        String tag = "\"%08x\"".formatted(sum.getValue());
        Map<String, String> headers = new HashMap<>(Map.of("ETag", tag, "Cache-Control", "no-cache"));
        if (request.header("If-None-Match").equals(tag)) {
            return new Reply.Whole(304, type, new byte[0], headers);
        }
        if (!request.header("Accept-Encoding").contains("gzip")) {
            return new Reply.Whole(Reply.OK, type, plain, headers);
        }
        headers.put("Content-Encoding", "gzip");
        return new Reply.Whole(Reply.OK, type, packed, headers);
    }
}
