package org.tilewatch.edge.report.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The checksum that an alert carries of itself: SHA-256, base64, of the alert's bytes with an empty string where the checksum stands.
 */
final class Integrity {

    private static final String METHOD = "sha256";
    private static final Pattern WRITTEN =
            Pattern.compile("\"integrity\":\\{\"method\":\"sha256\",\"value\":\"([^\"]*)\"}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Integrity() {}

    /** The alert's bytes with its checksum in place. */
    static byte[] sealed(ObjectNode item) {
        ObjectNode integrity = ((ObjectNode) item.path("properties")).putObject("integrity");
        integrity.put("method", METHOD).put("value", "");
        integrity.put("value", sum(JSON.writeValueAsBytes(item)));
        return JSON.writeValueAsBytes(item);
    }

    /** Whether the bytes carry no checksum or are what theirs says. */
    static boolean intact(byte[] alert) {
        String text = new String(alert, StandardCharsets.ISO_8859_1); // one character per byte, whatever they mean
        Matcher written = WRITTEN.matcher(text);
        if (!written.find()) {
            return true;
        }
        String without = text.substring(0, written.start(1)) + text.substring(written.end(1));
        return sum(without.getBytes(StandardCharsets.ISO_8859_1)).equals(written.group(1));
    }

    private static String sum(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
