package org.tilewatch.calibration.demo;

import java.util.function.Consumer;

/** Hands on line after line what is appended, without the line breaks. A line may come in several pieces. */
final class LampLines implements Appendable {

    private final Consumer<String> lines;
    private final StringBuilder begun = new StringBuilder();

    LampLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public LampLines append(CharSequence text) {
        return append(text, 0, text.length());
    }

    @Override
    public LampLines append(CharSequence text, int start, int end) {
        for (int k = start; k < end; k++) {
            append(text.charAt(k));
        }
        return this;
    }

    @Override
    public LampLines append(char c) {
        if (c == '\n') {
            lines.accept(begun.toString().stripTrailing());
            begun.setLength(0);
        } else {
            begun.append(c);
        }
        return this;
    }
}
