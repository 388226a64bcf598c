package org.tilewatch.edge.lamp;

import java.io.Console;
import java.io.Flushable;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tilewatch.edge.lamp.LampState.Light;

/**
 * Lamps for machines without pins: one line whenever the lamp state changes. A blinking lamp is drawn half lit and does not
 * write a line for each blink; the buzzer is drawn only while it sounds.
 */
public final class ConsoleLamps implements Lamps {

    /** How a line is drawn. */
    public enum Style {
        /** For terminals and files that know no more than ASCII. */
        ASCII("*", ".", "~"),
        PLAIN("●", "○", "◐"),
        /** With ANSI colours: for terminals only. */
        COLOUR("●", "○", "◐");

        private final String on;
        private final String off;
        private final String blink;

        Style(String on, String off, String blink) {
            this.on = on;
            this.off = off;
            this.blink = blink;
        }
    }

    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    private final Appendable out;
    private final Style style;
    private final Supplier<String> note;
    private String noted = "";
    private LampState shown = LampState.ALL_OFF;
    private boolean begun;

    /** Draws on {@code out}, which stays the caller's. */
    public ConsoleLamps(Appendable out, Style style) {
        this(out, style, () -> "");
    }

    private ConsoleLamps(Appendable out, Style style, Supplier<String> note) {
        this.out = out;
        this.style = style;
        this.note = note;
    }

    /** The same with a few words behind the lamps; a line is written when they change, too. */
    public ConsoleLamps with(Supplier<String> words) {
        return new ConsoleLamps(out, style, words);
    }

    /** Draws on standard output: coloured on a terminal (unless {@code NO_COLOR} is set), plain in a file or pipe. */
    public static ConsoleLamps onStandardOutput() {
        boolean round = System.out.charset().newEncoder().canEncode("●○◐");
        boolean colour = isTerminal() && System.getenv("NO_COLOR") == null;
        return new ConsoleLamps(System.out, !round ? Style.ASCII : colour ? Style.COLOUR : Style.PLAIN);
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where standard input or output is no terminal.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void show(LampState state, boolean blinkOn) throws IOException {
        String words = note.get();
        boolean news = !begun || !working(state, shown.working()).equals(shown) || !words.equals(noted);
        shown = state;
        if (!news) {
            return;
        }
        begun = true;
        noted = words;
        String line = Arrays.stream(Lamp.values())
                .filter(lamp -> lamp != Lamp.BUZZER || state.buzzer() != Light.OFF)
                .map(lamp -> drawn(lamp, state.of(lamp)))
                .collect(Collectors.joining(" ", "lamps  ", words.isEmpty() ? "" : "  " + words));
        out.append(line).append(System.lineSeparator());
        if (out instanceof Flushable flushable) {
            flushable.flush();
        }
    }

    /** The working lamp goes on and off with each look: two lines a look would drown the rest, so by itself it is no news. */
    private static LampState working(LampState state, Light working) {
        return new LampState(state.ready(), working, state.alert(), state.fault(), state.link(), state.buzzer());
    }

    private String drawn(Lamp lamp, Light light) {
        String symbol = switch (light) {
            case OFF -> style.off;
            case ON -> style.on;
            case BLINK -> style.blink;
        };
        String text = lamp.label() + " " + symbol;
        if (style != Style.COLOUR) {
            return "[" + text + "]";
        }
        return "[" + (light == Light.OFF ? DIM : colour(lamp)) + text + RESET + "]";
    }

    private static String colour(Lamp lamp) {
        int code = switch (lamp) {
            case READY -> 32;
            case WORKING -> 34;
            case ALERT, BUZZER -> 31;
            case FAULT -> 33;
            case LINK -> 36;
        };
        return "\u001b[" + code + "m";
    }

    @Override
    public void close() throws IOException {
        if (!shown.equals(LampState.ALL_OFF)) {
            show(LampState.ALL_OFF, false);
        }
    }
}
