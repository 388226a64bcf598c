package org.tilewatch.edge.report.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562, section 5.5): the same name in the same namespace always gives the same UUID. */
public final class NamedUuid {

    /** Namespace of everything that Tilewatch names. */
    static final UUID TILEWATCH = of(UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "urn:tilewatch");

    private NamedUuid() {}

    public static UUID of(UUID namespace, String name) {
        ByteBuffer hashed = ByteBuffer.wrap(sha1(namespace, name));
        long high = (hashed.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
        long low = (hashed.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha1(UUID namespace, String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            return sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
