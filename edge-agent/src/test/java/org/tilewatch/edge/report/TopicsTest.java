package org.tilewatch.edge.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TopicsTest {

    @Test
    void wildcardsSlashesAndControlCharactersBecomeUnderscores() {
        assertThat(Topics.level("a+b#c/d\u0000e\nf")).isEqualTo("a_b_c_d_e_f");
    }

    @Test
    void lettersOfAnyScriptStay() {
        assertThat(Topics.level("항구 é 1")).isEqualTo("항구 é 1");
    }

    @Test
    void aLevelIsNeverEmptyTooLongOrOneOfTheBrokersOwn() {
        assertThat(Topics.level("")).isEqualTo("_");
        assertThat(Topics.level("$SYS")).isEqualTo("_SYS");
        assertThat(Topics.level("x".repeat(500))).hasSize(64);
    }

    @Test
    void halfACharacterBecomesAnUnderscore() {
        assertThat(Topics.level("a\ud800b")).isEqualTo("a_b");
    }
}
