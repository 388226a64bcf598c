package org.tilewatch.edge.report;

import java.util.Locale;

/** Topics below a station's root {@code tilewatch/1/<station>}. */
public final class Topics {

    private static final int LONGEST_LEVEL = 64;

    private Topics() {}

    /**
     * A name made fit to be one level of a topic: {@code + # /}, control characters and a leading {@code $} become {@code _}, and
     * it is cut to 64 characters. Never empty.
     */
    public static String level(String name) {
        StringBuilder fit = new StringBuilder();
        name.codePoints().limit(LONGEST_LEVEL).map(Topics::fitting).forEach(fit::appendCodePoint);
        if (fit.isEmpty() || fit.charAt(0) == '$') {
            return "_" + (fit.isEmpty() ? "" : fit.substring(1));
        }
        return fit.toString();
    }

    public static String alert(Severity severity, String site, String tile) {
        return "alert/" + lower(severity) + "/" + level(site) + "/" + level(tile);
    }

    public static String chip(String alertId, String role) {
        return "chip/" + alertId + "/" + role;
    }

    public static String latestPicture(String site, String role) {
        return "picture/latest/" + level(site) + "/" + role;
    }

    public static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static int fitting(int c) {
        boolean unfit = c == '+'
                || c == '#'
                || c == '/'
                || Character.isISOControl(c)
                || !Character.isDefined(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return unfit ? '_' : c;
    }
}
