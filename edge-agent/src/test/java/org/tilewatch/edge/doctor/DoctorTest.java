package org.tilewatch.edge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private final StringBuilder out = new StringBuilder();

    private static Check finds(Finding finding) {
        return () -> finding;
    }

    @Test
    void everyFindingIsALineAndAWarningIsNoFailure() {
        int exit = new Doctor(
                        List.of(finds(Finding.ok("jdk", "25")), finds(Finding.warn("gpio", "No pins here."))), false)
                .run(out);
        assertThat(out.toString().lines())
                .containsExactly("ok    jdk           25", "warn  gpio          No pins here.");
        assertThat(exit).isZero();
    }

    @Test
    void oneFailureMakesTheExitCodeOneAndTheRestIsCheckedAllTheSame() {
        int exit = new Doctor(List.of(finds(Finding.fail("disk", "full")), finds(Finding.ok("jdk", "25"))), false)
                .run(out);
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void aCheckThatBreaksOffIsAFailureAndDoesNotHideTheOthers() {
        Check broken = () -> {
            throw new IllegalStateException("meant to fail");
        };
        int exit = new Doctor(List.of(broken, finds(Finding.ok("jdk", "25"))), false).run(out);
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("meant to fail").contains("ok    jdk");
    }

    @Test
    void onATerminalTheLevelIsColoured() {
        new Doctor(List.of(finds(Finding.fail("disk", "full"))), true).run(out);
        assertThat(out.toString()).startsWith("\u001b[31mfail\u001b[0m  disk");
    }
}
