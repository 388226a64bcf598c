package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.publish.DrivenStation.STATUS;
import static org.tilewatch.edge.publish.DrivenStation.untilIdle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;

/** What becomes of a report, depending on what the broker answers. */
@Timeout(60)
final class BrokerAnswersTest {

    @TempDir
    Path folder;

    private DrivenStation station;

    @BeforeEach
    void open() throws IOException {
        station = new DrivenStation(folder.resolve("state"));
    }

    @AfterEach
    void close() throws IOException {
        station.close();
    }

    @Test
    void aRefusedReportStaysAndIsSentAgainAfterAPause() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(new byte[0], 1, alertAnswered(0x87))) {
            station.enqueue(0, 1);
            PublishingLoop duty = station.duty(broker.url());
            untilIdle(duty);
            int attempts = station.outbox.next().orElseThrow().attempts();
            boolean told = station.health.now().conditions().containsKey(Condition.BROKER_REFUSES);
            boolean sentAtOnce = duty.turn();
            station.advance(Duration.ofSeconds(5));
            untilIdle(duty);

            assertThat(attempts).isEqualTo(1);
            assertThat(told).isTrue();
            assertThat(sentAtOnce).isFalse();
            assertThat(station.outbox.queued()).isZero();
            assertThat(station.outbox.deadLetters()).isZero();
            assertThat(station.health.now().conditions()).isEmpty();
            duty.end();
        }
    }

    @Test
    void anAlertThatCanNeverPassBecomesADeadLetterAndTheNextOneGoes() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(new byte[0], 1, alertAnswered(0x99))) {
            station.enqueue(0, 2);
            PublishingLoop duty = station.duty(broker.url());
            untilIdle(duty);

            assertThat(station.outbox.deadLetters()).isEqualTo(1);
            assertThat(station.outbox.queued()).isZero();
            duty.end();
        }
    }

    @Test
    void aReportWhoseChipTheBrokerNeverTakesIsSentAgainWithoutIt() throws Exception {
        int[] codes = alertAnswered(0);
        codes[STATUS + 1] = 0x99;
        try (ScriptedBroker broker = new ScriptedBroker(new byte[0], 1, codes)) {
            station.enqueue(0, 1);
            PublishingLoop duty = station.duty(broker.url());
            untilIdle(duty);

            assertThat(station.outbox.queued()).isZero();
            assertThat(station.outbox.deadLetters()).isZero();
            // Three chips and the alert, then two chips and the alert, and the site's retained pictures.
            assertThat(broker.published()).isEqualTo(STATUS + 4 + 3 + 3);
            duty.end();
        }
    }

    @Test
    void aDisarmedStationTellsItsStatusAndKeepsItsReports() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(new byte[0], 1, 0)) {
            station.enqueue(0, 2);
            station.health.armed(false);
            PublishingLoop duty = station.duty(broker.url());
            untilIdle(duty);
            int disarmed = station.outbox.queued();
            int told = broker.published();
            station.health.armed(true);
            untilIdle(duty);

            assertThat(disarmed).isEqualTo(2);
            assertThat(told).isEqualTo(STATUS);
            assertThat(station.outbox.queued()).isZero();
            duty.end();
        }
    }

    @Test
    void anAlertGoesWithoutTheChipThatIsTooLargeAndSaysSo() throws Exception {
        // The broker takes 3,000 bytes a packet: enough for this alert and the chips of 900, 1,000 and 300 bytes, not
        // for 4,000.
        byte[] maximumPacketSize = {0x27, 0, 0, 0x0B, (byte) 0xB8};
        try (ScriptedBroker broker = new ScriptedBroker(maximumPacketSize, 1, 0)) {
            Report report = AlertCodec.report(SampleAlerts.of("e1"));
            Message large = report.chips().get(1);
            Message larger = new Message(
                    large.topic(), new byte[4_000], large.contentType(), large.userProperties(), large.expiry(), false);
            station.outbox.enqueue(new Report(
                    report.alertId(),
                    report.eventId(),
                    report.revision(),
                    report.site(),
                    report.acquired(),
                    report.severity(),
                    List.of(report.chips().get(0), larger, report.chips().get(2)),
                    report.alert()));
            PublishingLoop duty = station.duty(broker.url());
            untilIdle(duty);

            assertThat(station.outbox.queued()).isZero();
            assertThat(station.outbox.deadLetters()).isZero();
            // Two chips, the alert, two retained pictures.
            assertThat(broker.published()).isEqualTo(STATUS + 5);
            duty.end();
        }
    }

    @Test
    void whatWaitedHereExpiresSoMuchSoonerThere() throws Exception {
        Instant queued = Instant.now().minus(Duration.ofDays(5));
        try (DrivenStation waited = new DrivenStation(folder.resolve("waited"), InstantSource.fixed(queued));
                EmbeddedBroker broker = EmbeddedBroker.start();
                Listening analyst =
                        new Listening(broker.url(), DrivenStation.ROOT + "/alert/#", DrivenStation.ROOT + "/chip/#")) {
            waited.enqueue(0, 1);
            PublishingLoop duty = waited.duty(broker.url());
            untilIdle(duty);

            for (int i = 0; i < 4; i++) {
                assertThat(analyst.next(any -> true).expiry().orElseThrow())
                        .isBetween(Duration.ofDays(2).minusMinutes(1), Duration.ofDays(2));
            }
            duty.end();
        }
    }

    /** Answers of a broker that takes everything but the first alert, which comes after the status and three chips. */
    private static int[] alertAnswered(int code) {
        int[] codes = new int[STATUS + 5];
        codes[STATUS + 3] = code;
        return codes;
    }
}
