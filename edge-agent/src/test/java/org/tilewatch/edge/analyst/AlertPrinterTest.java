package org.tilewatch.edge.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.report.alert.SampleAlerts;

final class AlertPrinterTest {

    @Test
    void anAlertIsTwoLinesOfAtMostEightyColumns() throws IOException {
        AlertSummary alert = AlertSummary.read(AlertCodec.encode(SampleAlerts.of("e1")));

        assertThat(new AlertPrinter(System.out, false).text(alert)).isEqualTo("""
            URGENT   2026-03-09 02:11Z  han-01  harbour / c0r1                          97 %
                     Structure appeared, 1,940 m2, first seen 2026-03-02, seen on 2 looks
            """);
    }

    @Test
    void noLineIsLongerThanEightyColumnsHoweverLongTheNames() {
        AlertSummary alert = alert("s".repeat(200), "word ".repeat(60) + "x".repeat(200));

        assertThat(new AlertPrinter(System.out, false).text(alert).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void lettersThatTakeTwoColumnsCountTwice() {
        String head = new AlertPrinter(System.out, false)
                .text(alert("항구".repeat(30), "b"))
                .lines()
                .findFirst()
                .orElseThrow();

        // 80 columns: 15 Hangul syllables take 30 of them.
        assertThat(head)
                .hasSize(80 - (int) head.codePoints().filter(c -> c > 0x3000).count());
        assertThat(head).endsWith(" 50 %");
    }

    @Test
    void whatOthersWroteCannotCommandTheTerminal() {
        AlertSummary alert = alert("a\u001b[2Jb", "c\u009b31m\u202ed\r\n");

        assertThat(new AlertPrinter(System.out, false).text(alert))
                .doesNotContain("\u001b", "\u009b", "\u202e", "\r")
                .contains("a[2Jb");
    }

    @Test
    void coloursAreUsedOnlyWhereWanted() {
        assertThat(new AlertPrinter(System.out, true).text(alert("a", "b"))).contains("\u001b[1;31mURGENT");
        assertThat(new AlertPrinter(System.out, false).text(alert("a", "b"))).doesNotContain("\u001b");
    }

    static AlertSummary alert(String site, String sentence) {
        return new AlertSummary(
                "2ed6657d-e927-568b-95e1-2665a8aea6a2",
                "d",
                "update",
                "han-01",
                site,
                "c0r0",
                "urgent",
                "confirmed",
                "structure",
                "",
                1_940,
                sentence,
                0.5,
                Instant.EPOCH,
                Map.of(),
                "{}");
    }
}
