package org.tilewatch.calibration.calibrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tilewatch.calibration.calibrate.Learned.Threshold;
import org.tilewatch.calibration.score.Isotonic.Knot;

/** Writes a profile as YAML. Its id is made from its content alone: the same learned figures have the same id everywhere. */
final class ProfileFile {

    private ProfileFile() {}

    /** The id, for instance {@code p-3f09c1d2a7be}. */
    static String id(Learned learned) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(body(learned).getBytes(StandardCharsets.UTF_8));
            return "p-" + HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The whole file. */
    static String text(Learned learned) {
        return "# Learned by 'tilewatch calibrate'. Read by 'replay', 'detect' and 'evaluate' (--profile) and by a"
                + " station's configuration (profile).\n"
                + "schema: 1\n"
                + "id: " + id(learned) + "\n" + body(learned);
    }

    static void write(Path file, Learned learned) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.writeString(part, text(learned));
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String body(Learned learned) {
        StringBuilder text = new StringBuilder();
        text.append("madeFor: ")
                .append(learned.subject().name().toLowerCase(Locale.ROOT))
                .append('\n');
        text.append("learnedFrom: {")
                .append(learned.from().entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(", ")))
                .append("}\n");
        text.append("# score, probability\n").append(learned.knots().isEmpty() ? "knots: []\n" : "knots:\n");
        for (Knot knot : learned.knots()) {
            text.append(String.format(Locale.ROOT, "  - [%.6f, %.6f]%n", knot.score(), knot.probability()));
        }
        text.append("# false alerts per 100 tile-looks, least probability of a confirmed event, of a provisional one\n")
                .append(learned.thresholds().isEmpty() ? "thresholds: []\n" : "thresholds:\n");
        for (Threshold each : learned.thresholds()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  - [%s, %.6f, %.6f]%n",
                    Double.toString(each.budget()),
                    each.confirmed(),
                    each.provisional()));
        }
        return text.toString().replace("\r\n", "\n");
    }
}
