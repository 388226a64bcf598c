package org.tilewatch.edge.health;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.StationState.Condition;

/** Opens and closes conditions and logs when one opens or is over. Safe to use from any thread. */
public final class Conditions {

    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

    private final Health health;

    public Conditions(Health health) {
        this.health = health;
    }

    /** Opens a condition, or changes its sentence if it is open. */
    public void raise(Condition condition, String sentence) {
        if (!isOpen(condition)) {
            LOG.warn("condition {}: {}", condition.code(), sentence);
        }
        health.raise(condition, sentence);
    }

    public void clear(Condition condition) {
        if (isOpen(condition)) {
            LOG.info("condition {} is over", condition.code());
        }
        health.clear(condition);
    }

    private boolean isOpen(Condition condition) {
        return health.now().conditions().containsKey(condition);
    }
}
