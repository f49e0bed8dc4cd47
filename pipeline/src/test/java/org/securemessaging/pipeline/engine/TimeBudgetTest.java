package org.securemessaging.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimeBudgetTest {
    @Test
    void withinShouldGiveTheResult() {
        try (TimeBudget budget = new TimeBudget(Duration.ofMinutes(1))) {
            assertThat(budget.within(() -> "result")).contains("result");
        }
    }

    @Test
    void withinShouldThrowWhatTheWorkThrewInTime() {
        try (TimeBudget budget = new TimeBudget(Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> budget.within(TimeBudgetTest::broken))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @Timeout(20)
    void withinShouldEndWorkWhoseTimeIsOver() {
        try (TimeBudget budget = new TimeBudget(Duration.ofMillis(50))) {
            assertThat(budget.within(TimeBudgetTest::endless)).isEmpty();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static String broken() {
        throw new IllegalStateException("broken");
    }

    private static String endless() {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
