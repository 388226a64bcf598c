package org.tilewatch.edge.publish;

import java.io.IOException;
import java.util.Optional;
import org.tilewatch.edge.report.Report;

/** The reports that wait, oldest first within a severity; durable, so a report is only forgotten once it is acknowledged. */
public interface Outbox {

    /** The report that is to be sent next; the same one until its fate is told by one of the other methods. */
    Optional<Report> next() throws IOException;

    /** The broker has taken the alert over. */
    void acknowledged(String alertId) throws IOException;

    /** The broker did not take it this time. */
    void failed(String alertId, String why) throws IOException;

    /** It can never pass: put aside, with the reason. */
    void deadLetter(String alertId, String why) throws IOException;
}
