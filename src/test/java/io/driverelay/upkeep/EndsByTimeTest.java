package io.driverelay.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The record of what is not due is not read. */
class EndsByTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-05T10:00:00Z");

    private final EndsByTime ends =
            new EndsByTime(new Yard(null, null, null, null, null, null, Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void waitOfThirtyDaysCountsFromTheLastRetry() {
        assertThat(ends.isDue(waiting(29, null))).isFalse();
        assertThat(ends.isDue(waiting(30, null))).isTrue();
        assertThat(ends.isDue(waiting(40, 29))).isFalse();
        assertThat(ends.isDue(waiting(40, 30))).isTrue();
    }

    @Test
    void whatWasCommittedLongAgoWaitsForADayAfterItsRetry() {
        assertThat(ends.isDue(waiting(45, 0))).isFalse();
        assertThat(ends.isDue(waiting(45, 1))).isTrue();
    }

    private static UploadMark waiting(int daysSinceCommit, Integer daysSinceRetryOrNull) {
        Instant committed = NOW.minus(Duration.ofDays(daysSinceCommit));
        Instant retried = daysSinceRetryOrNull == null ? null : NOW.minus(Duration.ofDays(daysSinceRetryOrNull));
        return new UploadMark(
                "home",
                "upload",
                "trace",
                Kind.FILE,
                "key",
                UploadState.WAITING,
                Reason.SIGN_IN,
                1,
                1,
                0,
                committed,
                committed,
                committed,
                null,
                retried,
                null,
                null,
                null,
                false,
                true,
                false);
    }
}
