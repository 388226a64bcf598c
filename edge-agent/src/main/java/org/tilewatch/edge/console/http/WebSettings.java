package org.tilewatch.edge.console.http;

import java.util.List;
import java.util.Optional;

/**
 * Where a server listens and who may ask it.
 *
 * @param host name or address; an IPv6 address stands in brackets
 * @param port 0 for any that is free
 * @param alsoCalled names under which the server answers beside its machine's own
 * @param token that a client must know, empty for none
 */
public record WebSettings(String host, int port, List<String> alsoCalled, Optional<String> token) {

    /** This machine only, nobody is asked for a token. */
    public static WebSettings loopback(int port) {
        return new WebSettings("127.0.0.1", port, List.of(), Optional.empty());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
