package org.tilewatch.edge.report.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/** An alert that reports nothing: it shows that alerts reach those who wait for them. */
public final class TestAlert {

    /** The name of its site, by which people and programs know it. */
    public static final String SITE = "test-alert";

    private TestAlert() {}

    /** A routine alert of probability 0 on no place, withdrawn as it is told, so that nobody keeps it as open. */
    public static Message message(String stationId, String topicRoot, String baseUrl, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Event event = new Event(
                SITE + "-" + second,
                SITE,
                "c0r0",
                1,
                EventStatus.RETRACTED,
                Polarity.ALTERED,
                Kind.OTHER,
                second,
                second,
                1,
                0,
                0,
                0,
                new Outline(List.of(new double[] {0, 0, 1, 0, 1, 1})));
        Message alert = AlertCodec.report(new AlertContent(
                        stationId,
                        event,
                        Severity.ROUTINE,
                        Optional.empty(),
                        Optional.empty(),
                        second,
                        second,
                        second,
                        0,
                        0,
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        SITE,
                        baseUrl))
                .alert();
        return new Message(
                topicRoot + "/" + alert.topic(),
                alert.payload(),
                alert.contentType(),
                alert.userProperties(),
                alert.expiry(),
                alert.retained());
    }
}
