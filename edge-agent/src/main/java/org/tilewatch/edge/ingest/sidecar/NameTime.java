package org.tilewatch.edge.ingest.sidecar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tilewatch.edge.imagery.Pass;

/**
 * What a file's name tells: a time as {@code YYYYMMDDTHHMMSSZ}, {@code YYYYMMDD}, the same with dashes (a day also with underscores),
 * or {@code YYYY} (its first moment, UTC) anywhere in it, years 1970 to 2100, and the part before that.
 *
 * @param acquired empty if the name tells no time
 * @param before the name before the time without separators at its end; the whole name without ending if there is no time
 */
public record NameTime(Optional<Instant> acquired, String before) {

    // Digits that touch further digits are something else: an orbit, a product number.
    private static final List<Pattern> FINEST_FIRST = Stream.of(
                    "(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)",
                    "(\\d{4})-(\\d\\d)-(\\d\\d)[T_ ](\\d\\d)[:-]?(\\d\\d)[:-]?(\\d\\d)",
                    "(\\d{4})(\\d\\d)(\\d\\d)",
                    // Taken for a year alone, all of its passes would be one.
                    "(\\d{4})-(\\d\\d)-(\\d\\d)",
                    "(\\d{4})_(\\d\\d)_(\\d\\d)",
                    "(\\d{4})")
            .map(digits -> Pattern.compile("(?<!\\d)" + digits + "(?!\\d)"))
            .toList();

    public static NameTime of(String fileName) {
        String base = Sidecars.base(fileName);
        for (Pattern pattern : FINEST_FIRST) {
            Matcher matcher = pattern.matcher(base);
            while (matcher.find()) {
                Optional<Instant> time = time(matcher);
                if (time.isPresent()) {
                    return new NameTime(time, withoutSeparator(base.substring(0, matcher.start())));
                }
            }
        }
        return new NameTime(Optional.empty(), base);
    }

    private static Optional<Instant> time(Matcher digits) {
        int[] parts = {0, 1, 1, 0, 0, 0};
        for (int i = 0; i < digits.groupCount(); i++) {
            parts[i] = Integer.parseInt(digits.group(i + 1));
        }
        try {
            return Optional.of(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                            .toInstant(ZoneOffset.UTC))
                    .filter(Pass::isPossible);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String withoutSeparator(String text) {
        int end = text.length();
        while (end > 0 && "_-. ".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
