package org.tilewatch.edge.publish;

import java.util.Optional;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;

/** Tells, as conditions, what is wrong between station and broker and does not mend itself. Used by one thread. */
final class LinkConditions {

    private final Conditions conditions;
    private boolean refused;

    LinkConditions(Conditions conditions) {
        this.conditions = conditions;
    }

    /** @param fault why the link is down, or was until just now */
    void link(Optional<LinkDown> fault) {
        boolean takenOver =
                fault.filter(each -> each.kind() == LinkDown.Cause.TAKEN_OVER).isPresent();
        boolean mended = fault.filter(each -> !each.kind().mendsItself()).isEmpty();
        if (takenOver) {
            conditions.raise(
                    Condition.SESSION_TAKEN_OVER, sentence(fault.get()) + "; each station needs an id of its own");
        } else {
            conditions.clear(Condition.SESSION_TAKEN_OVER);
            if (!mended) {
                conditions.raise(
                        Condition.BROKER_REFUSES, sentence(fault.get()) + "; reports wait, trying again slowly");
            } else if (!refused) {
                conditions.clear(Condition.BROKER_REFUSES);
            }
        }
    }

    /** The broker does not take a report. */
    void refused(Delivery.Refused answer) {
        if (answer.forbidden()) {
            refused = true;
            conditions.raise(
                    Condition.BROKER_REFUSES,
                    answer.why() + ": its rules do not let the station publish; reports wait, trying again");
        }
    }

    /** The broker takes reports. */
    void accepted() {
        refused = false;
        conditions.clear(Condition.BROKER_REFUSES);
    }

    private static String sentence(LinkDown fault) {
        return String.valueOf(fault.getMessage());
    }
}
