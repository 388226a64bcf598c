package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AlertPolicyTest {

    @Test
    void aSmallerBudgetAsksForMore() {
        double last = 1;
        for (double budget : new double[] {0.01, 0.2, 0.4, 1, 2, 3, 5, 6, 50}) {
            AlertPolicy policy = AlertPolicy.forBudget(budget);

            assertThat(policy.publishConfirmed()).isLessThanOrEqualTo(last);
            assertThat(policy.publishProvisional()).isGreaterThan(policy.publishConfirmed());
            last = policy.publishConfirmed();
        }
    }

    @Test
    void betweenTwoMeasuredBudgetsTheThresholdFollowsTheLogarithm() {
        // Half way between 1 and 2 on a logarithmic scale: the root of their product.
        AlertPolicy policy = AlertPolicy.forBudget(Math.sqrt(2));

        assertThat(policy.publishConfirmed()).isEqualTo((0.6 + 0.45) / 2, within(1e-9));
        assertThat(policy.publishProvisional()).isEqualTo((0.86 + 0.85) / 2, within(1e-9));
    }

    @Test
    void noBudgetIsNoPolicy() {
        assertThatThrownBy(() -> AlertPolicy.forBudget(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0.0");
    }
}
