package org.tilewatch.edge.doctor;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.tilewatch.edge.imagery.probe.OpenCvProbe;

/** OpenCV's native library: loads, and uses vector instructions. */
public final class OpenCvCheck implements Check {

    private static final String NAME = "opencv";
    // A Raspberry Pi 4 takes a few milliseconds; ten times that means that no vector code runs or that something else
    // does.
    private static final Duration SLOW = Duration.ofMillis(60);

    private final Supplier<OpenCvProbe> probe;

    /** Looks at the library that the agent itself uses. */
    public OpenCvCheck() {
        this(() -> OpenCvProbe.run(System::nanoTime));
    }

    OpenCvCheck(Supplier<OpenCvProbe> probe) {
        this.probe = probe;
    }

    @Override
    public Finding run() {
        OpenCvProbe found;
        try {
            found = probe.get();
        } catch (RuntimeException | LinkageError e) {
            return Finding.fail(NAME, "OpenCV cannot be loaded: " + e.getMessage());
        }
        String simd = (found.baseline() + " " + found.dispatched()).strip();
        String sentence = String.format(
                Locale.ROOT,
                "%s, SIMD %s, 1 Mpx blurred in %.1f ms",
                found.version(),
                simd.isEmpty() ? "none" : simd,
                found.blurTime().toNanos() / 1e6);
        if (simd.isEmpty()) {
            return Finding.warn(NAME, sentence + ": without vector instructions looks take several times as long.");
        }
        return found.blurTime().compareTo(SLOW) > 0
                ? Finding.warn(NAME, sentence + ": slow; is something else using this machine?")
                : Finding.ok(NAME, sentence);
    }
}
