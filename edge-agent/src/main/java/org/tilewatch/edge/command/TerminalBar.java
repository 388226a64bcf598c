package org.tilewatch.edge.command;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress of long work on stderr, where there is a terminal; nothing at all elsewhere. */
public final class TerminalBar {

    private static final int WIDTH = 78;

    private TerminalBar() {}

    /** A bar that counts up to {@code size}; the caller closes it. */
    public static ProgressBar of(String task, int size, String unit) {
        Console console = System.console();
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(size)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(unit, 1)
                .setMaxRenderedLength(WIDTH);
        if (console == null || !console.isTerminal()) {
            builder.setConsumer(new Silent());
        }
        return builder.build();
    }

    private static final class Silent implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return 0;
        }

        @Override
        public void accept(String rendered) {}

        @Override
        public void close() {}
    }
}
