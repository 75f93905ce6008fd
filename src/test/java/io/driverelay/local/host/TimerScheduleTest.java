package io.driverelay.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NCRONTAB, as the platform reads it. */
class TimerScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "0 */5 * * * *, 2026-11-24T22:37:30Z, 2026-11-24T22:40:00Z",
        "30 0 4 * * 0, 2026-11-24T22:37:30Z, 2026-11-29T04:00:30Z",
        // both a Friday and a thirteenth
        "0 0 0 13 * 5, 2026-11-24T22:37:30Z, 2027-08-13T00:00:00Z"
    })
    void nextTime(String schedule, Instant after, Instant next) {
        assertThat(TimerSchedule.parse(schedule).next(after)).isEqualTo(next);
    }
}
