package org.tilewatch.edge.doctor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The system's clock: a plausible date, and a time service that says so. Stations have no clock battery: without a time service
 * they start in the past.
 */
public final class ClockCheck implements Check {

    private static final String NAME = "clock";
    private static final Instant PROGRAM_MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TOO_FAR = Instant.parse("2056-01-01T00:00:00Z");

    private static final int TIMEX_BYTES = 208; // struct timex of 64-bit Linux
    private static final int STATE_ERROR = 5; // TIME_ERROR: clock not synchronised

    private final InstantSource clock;
    private final Supplier<Optional<Boolean>> synchronised;

    /** @param clock the system's, as the agent reads it */
    public ClockCheck(InstantSource clock) {
        this(clock, ClockCheck::synchronised);
    }

    /** @param synchronised whether the clock is kept by a time service; empty if that cannot be told */
    ClockCheck(InstantSource clock, Supplier<Optional<Boolean>> synchronised) {
        this.clock = clock;
        this.synchronised = synchronised;
    }

    @Override
    public Finding run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (now.isBefore(PROGRAM_MADE) || now.isAfter(TOO_FAR)) {
            return Finding.fail(NAME, now + " cannot be: set the clock or connect the station to a time server.");
        }
        if (synchronised.get().orElse(false)) {
            return Finding.ok(NAME, now + ", synchronised by a time service");
        }
        return Finding.warn(
                NAME,
                now + ", not synchronised: run systemd-timesyncd or chrony, or make sure yourself that it is right.");
    }

    /**
     * Whether the system's clock is synchronised, as every time service (timesyncd, chrony, ntpd) tells the Linux kernel; empty
     * where the kernel cannot be asked. Needs no rights.
     */
    public static Optional<Boolean> synchronised() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("adjtimex")
                .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, ADDRESS)))
                .flatMap(ClockCheck::ask);
    }

    private static Optional<Boolean> ask(MethodHandle adjtimex) {
        try (Arena arena = Arena.ofConfined()) {
            // All zero means: change nothing, only tell.
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
            int state = (int) adjtimex.invokeExact(timex);
            return state < 0 ? Optional.empty() : Optional.of(state != STATE_ERROR);
        } catch (Throwable t) {
            if (t instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a C function cannot throw", t);
        }
    }
}
