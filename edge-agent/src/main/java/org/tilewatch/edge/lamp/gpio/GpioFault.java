package org.tilewatch.edge.lamp.gpio;

import java.io.IOException;

/**
 * A pin that was asked for cannot be used. The message names chip and line, the kernel's own words and what to do about it; at
 * start it ends the program with exit code 2, since a station never pretends to have lamps.
 */
public final class GpioFault extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    private final String sentence;
    private final int errorNumber;

    GpioFault(String sentence) {
        this(sentence, 0);
    }

    private GpioFault(String sentence, int errorNumber) {
        super(sentence);
        this.sentence = sentence;
        this.errorNumber = errorNumber;
    }

    /** What failed, on which chip and line, and what to do; never null. */
    @Override
    public String getMessage() {
        return sentence;
    }

    /** The kernel's error number, 0 where the kernel was not asked. */
    public int errorNumber() {
        return errorNumber;
    }

    /** The kernel said no to what was tried, such as {@code GPIO chip /dev/gpiochip0 cannot be opened}. */
    static GpioFault of(Kernel kernel, String tried, int errorNumber) {
        return new GpioFault(
                tried + ": " + kernel.errorText(errorNumber) + " (error " + errorNumber + "). "
                        + advice(kernel, errorNumber),
                errorNumber);
    }

    private static String advice(Kernel kernel, int errorNumber) {
        return switch (errorNumber) {
            case EPERM, EACCES -> "Add the user to the group gpio (sudo usermod -aG gpio <user>) and log in again.";
            case ENOENT, ENODEV -> chipsHere(kernel);
            case EBUSY -> "Stop the program that holds the line, or choose another line.";
            case EINVAL -> "The chip has no such line, or the line cannot do what is asked; gpioinfo lists its lines.";
            case ENOTTY -> "This is no GPIO chip, or the kernel is older than 5.10.";
            default -> "Look at the kernel's log (dmesg).";
        };
    }

    /** What chips there are instead, or the way out for a machine without pins. */
    static String chipsHere(Kernel kernel) {
        return kernel.chipPaths().isEmpty()
                ? "This machine has no GPIO chip: set lamps.driver to console."
                : "Set lamps.chip to one of " + kernel.chipPaths() + ", or lamps.driver to console.";
    }
}
