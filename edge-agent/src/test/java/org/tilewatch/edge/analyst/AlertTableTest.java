package org.tilewatch.edge.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.report.alert.SampleAlerts;

final class AlertTableTest {

    @Test
    void aRowTellsTheAlertUnderItsHead() throws IOException {
        AlertSummary alert = AlertSummary.read(AlertCodec.encode(SampleAlerts.of("e1")));

        assertThat(AlertTable.head() + "\n" + AlertTable.row(alert)).isEqualTo("""
            ACQUIRED (UTC)    SEVERITY  STATION/SITE              KIND       AREA PROB CHG
            2026-03-09 02:11  urgent    han-01/harbour            structure  1940  97% new\
            """);
    }

    @ParameterizedTest
    @CsvSource({"874.6, 875", "99999.4, 99999", "330733906, 331km2", "1234567, 1.2km2", "2.4e9, 2400k2", "NaN, -"})
    void aLargeAreaIsToldInSquareKilometres(double squareMetres, String told) {
        assertThat(AlertTable.area(squareMetres)).isEqualTo(told);
    }

    @Test
    void noRowIsLongerThanEightyColumnsHoweverLongTheNames() {
        AlertSummary alert = AlertPrinterTest.alert("항구".repeat(40), "b");

        assertThat(Columns.width(AlertTable.row(alert))).isLessThanOrEqualTo(80);
        assertThat(Columns.width(AlertTable.head())).isLessThanOrEqualTo(80);
    }

    @Test
    void whatOthersWroteCannotCommandTheTerminal() {
        assertThat(AlertTable.row(AlertPrinterTest.alert("a\u001b[2Jb", "c"))).doesNotContain("\u001b");
    }
}
