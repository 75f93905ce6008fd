package io.driverelay.relay;

import static io.driverelay.relay.FragmentPlan.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.drive.ByteRange;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentPlanTest {
    private final FragmentPlan plan = new FragmentPlan(191 * UNIT);

    @Test
    void everyFragmentButTheLastEndsOnABoundary_whereverTheDriveStands() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long total = 1L + random.nextInt(200_000_000);
            long offset = random.nextLong(total);
            ByteRange next = plan.next(offset, total, random.nextInt(100_000_000));
            assertThat(next.first()).isEqualTo(offset);
            assertThat(next.length()).isBetween(1L, 191 * UNIT);
            assertThat(next.end() == total || next.end() % UNIT == 0)
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void sizeFollowsTheLine() {
        ByteRange sent = ByteRange.at(0, 10 * UNIT);
        assertThat(plan.after(sent, Duration.ofSeconds(7))).isEqualTo(10 * UNIT);
        assertThat(plan.after(sent, Duration.ofSeconds(14))).isEqualTo(5 * UNIT);
        assertThat(plan.after(sent, Duration.ofMillis(10))).isEqualTo(80 * UNIT);
        assertThat(plan.after(sent, Duration.ofHours(1))).isEqualTo(UNIT);
        assertThat(plan.after(ByteRange.at(0, 100 * UNIT), Duration.ofMillis(1)))
                .isEqualTo(191 * UNIT);
        assertThat(plan.afterTooSlow(40 * UNIT)).isEqualTo(10 * UNIT);
    }

    @Test
    void largestMustBeAMultiple() {
        assertThatThrownBy(() -> new FragmentPlan(UNIT + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void restsDouble_andWaitsGrowWithTheTimeItTook() {
        assertThat(Backoff.beforeTry(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.beforeTry(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Backoff.beforeTry(9)).isEqualTo(Backoff.LONGEST_REST);
        assertThat(Backoff.betweenTurns(Trouble.Between.BACKOFF, Duration.ofSeconds(3)))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(Backoff.betweenTurns(Trouble.Between.BACKOFF, Duration.ofMinutes(20)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(Backoff.betweenTurns(Trouble.Between.BACKOFF, Duration.ofDays(2)))
                .isEqualTo(Duration.ofMinutes(15));
    }
}
