package org.tilewatch.edge.doctor;

/**
 * What one check found.
 *
 * @param name short name of what was checked, such as {@code disk}
 * @param level how it stands
 * @param sentence what was found, with its values, and what to do if it is not well
 */
public record Finding(String name, Level level, String sentence) {

    /** How a checked thing stands. */
    public enum Level {
        OK,
        /** Works, but a person should look at it. */
        WARN,
        /** The station will not work so. */
        FAIL
    }

    public static Finding ok(String name, String sentence) {
        return new Finding(name, Level.OK, sentence);
    }

    public static Finding warn(String name, String sentence) {
        return new Finding(name, Level.WARN, sentence);
    }

    public static Finding fail(String name, String sentence) {
        return new Finding(name, Level.FAIL, sentence);
    }
}
