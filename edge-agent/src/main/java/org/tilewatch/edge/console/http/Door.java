package org.tilewatch.edge.console.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may come in: by the name under which the server is asked, and by the token where there is one. Safe to use from any
 * thread.
 */
/*
 * Names. A page of somebody else can make a browser ask this server under a name of its own that it has pointed here (DNS
 * rebinding), and would then read the answers. So only names are served that no stranger can own: numeric addresses, this machine's
 * own names, and those that the configuration tells.
 *
 * Sessions. A browser trades the token for a cookie that is worth something until the agent ends: the SHA-256 of a number drawn at
 * the start and the token. Scripts send the token itself (Authorization: Bearer).
 */
final class Door {

    static final String COOKIE = "tilewatch";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopbackOnly;
    private final Set<String> names = new HashSet<>(LOOPBACK);
    private final Optional<byte[]> token;
    private final byte[] session;

    /**
     * @param host where the server listens
     * @param alsoCalled names under which the station may be asked beside its own
     * @param token that a client must know; empty lets everybody in that reaches the server
     */
    Door(String host, List<String> alsoCalled, Optional<String> token) {
        this.loopbackOnly = LOOPBACK.contains(host);
        this.token = token.map(text -> digest(new byte[0], text));
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        this.session = HexFormat.of().formatHex(digest(salt, token.orElse(""))).getBytes(StandardCharsets.US_ASCII);
        names.add(host.toLowerCase(Locale.ROOT));
        alsoCalled.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (!loopbackOnly) {
            names.addAll(ownNames());
        }
    }

    /** Whether the server answers under this name, as the header {@code Host} tells it. */
    boolean knows(String hostHeader) {
        String name = hostHeader.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
        return names.contains(name) || (!loopbackOnly && numeric(name));
    }

    /** Whether a token is asked for. */
    boolean locked() {
        return token.isPresent();
    }

    /** Whether the client has shown the token, or holds a session. */
    boolean open(Request request) {
        if (token.isEmpty()) {
            return true;
        }
        String bearer = request.header("Authorization");
        if (bearer.startsWith("Bearer ") && fits(bearer.substring(7).strip())) {
            return true;
        }
        return MessageDigest.isEqual(session, request.cookie(COOKIE).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether that is the token, in a time that tells nothing about it. */
    boolean fits(String offered) {
        return token.isPresent() && MessageDigest.isEqual(token.get(), digest(new byte[0], offered));
    }

    /** Value of the header that begins a session. */
    String sessionCookie() {
        return COOKIE + "=" + new String(session, StandardCharsets.US_ASCII) + "; Path=/; HttpOnly; SameSite=Strict";
    }

    private static boolean numeric(String name) {
        return name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || name.matches("\\[[0-9a-f:.%]+\\]");
    }

    private static Set<String> ownNames() {
        try {
            String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            return Set.of(own, own + ".local");
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    private static byte[] digest(byte[] salt, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
