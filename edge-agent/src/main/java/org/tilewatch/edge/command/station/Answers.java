package org.tilewatch.edge.command.station;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked, each answer checked as it comes. */
record Answers(String name, Place place, String inbox, URI broker) {

    private static final Pattern PLACE =
            Pattern.compile("\\s*(-?[0-9]{1,2}(?:\\.[0-9]+)?)\\s*[,; ]\\s*(-?[0-9]{1,3}(?:\\.[0-9]+)?)\\s*");
    /** Nearer to a pole a square in degrees is none. */
    private static final double FARTHEST_LATITUDE = 84;

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_ID = 32;

    /** A place on Earth in WGS 84. */
    record Place(double latitudeDegrees, double longitudeDegrees) {}

    static String name(String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a name has 1 to 64 characters on one line");
        }
        return text.strip();
    }

    static Place place(String text) {
        Matcher matched = PLACE.matcher(text);
        if (matched.matches()) {
            Place found = new Place(Double.parseDouble(matched.group(1)), Double.parseDouble(matched.group(2)));
            if (Math.abs(found.latitudeDegrees) <= FARTHEST_LATITUDE && Math.abs(found.longitudeDegrees) <= 180) {
                return found;
            }
        }
        throw new IllegalArgumentException(
                "a place is latitude, longitude in degrees, such as 39.8, 127.5; at most 84 and 180");
    }

    static String inbox(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the inbox is a folder");
        }
        return text;
    }

    static URI broker(String text) {
        try {
            URI address = URI.create(text.contains("://") ? text : "mqtt://" + text);
            String scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null && address.getUserInfo() == null && scheme.matches("mqtts?|ssl|tcp")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new IllegalArgumentException("a broker is mqtt://HOST[:PORT] or mqtts://HOST[:PORT], without a user");
    }

    /** The name as topics can have it. */
    String id() {
        String fit = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = fit.length() > LONGEST_ID ? fit.substring(0, LONGEST_ID) : fit;
        return cut.isEmpty() ? "station" : cut;
    }

    /** Whether the link would be plain, beyond this machine. */
    boolean plainBeyondThisMachine() {
        String host = broker.getHost().toLowerCase(Locale.ROOT);
        return broker.getScheme().matches("mqtt|tcp")
                && !host.equals("localhost")
                && !host.equals("[::1]")
                && !host.startsWith("127.");
    }
}
