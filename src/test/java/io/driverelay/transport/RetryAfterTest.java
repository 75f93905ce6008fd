package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of {@code Retry-After}. */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-08T10:30:00Z");

    /** Fault 11, B4, P20. */
    @ParameterizedTest
    @CsvSource({
        "10, 10000",
        "' 10 ', 10000",
        "0, 0",
        "000120, 120000",
        "1.5, 1500",
        "'3.', 3000",
        "-7, 0",
        "3599, 3599000",
        "3600, 3600000",
        "3601, 3600000",
        "2592000, 3600000",
        "9999999, 3600000",
        "99999999999999999999999999, 3600000",
        "'10, 20', 20000",
        "'Thu, 08 Jan 2026 10:35:00 GMT', 300000",
        "'thu, 8 jan 2026 10:35:00 gmt', 300000",
        "'08 Jan 2026 10:35:00 GMT', 300000",
        "'Mon, 08 Jan 2026 10:35:00 GMT', 300000",
        "'Thursday, 08-Jan-26 10:35:00 GMT', 300000",
        "'Thu Jan  8 10:35:00 2026', 300000",
        "'Thu, 08 Jan 2026 10:34:60 GMT', 299000",
        "'Thu, 08 Jan 2026 10:00:00 GMT', 0",
        "'Sunday, 06-Nov-94 08:49:37 GMT', 0",
        "'Sun Nov  6 08:49:37 1994', 0",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 3600000"
    })
    void isReadInEverySpelling_andNeverLongerThanAnHour(String header, long millis) {
        assertThat(RetryAfter.of(header, null, NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "10s",
                "1e3",
                "ten",
                "NaN",
                "Infinity",
                "0x10",
                "10;20",
                ",",
                "--1",
                "Thu, 99 Jan 2026 10:35:00 GMT",
                "2026-01-08",
                "Thu, 08 Foo 2026 10:35:00 GMT",
                "<html>"
            })
    void whatCannotBeReadSaysNothing(String header) {
        assertThat(RetryAfter.of(header, null, NOW)).isEmpty();
        assertThat(RetryAfter.of(null, null, NOW)).isEmpty();
    }

    /** Fault 11. */
    @Test
    void dateIsCountedFromTheAnswersOwnClock_whereItTellsOne() {
        String until = "Thu, 08 Jan 2026 11:05:00 GMT";
        assertThat(RetryAfter.of(until, "Thu, 08 Jan 2026 11:00:00 GMT", NOW)).contains(Duration.ofMinutes(5));
        assertThat(RetryAfter.of(until, "Thu Jan  8 11:00:00 2026", NOW)).contains(Duration.ofMinutes(5));
        assertThat(RetryAfter.of(until, "what", NOW)).contains(Duration.ofMinutes(35));
        assertThat(RetryAfter.of("60", "what", NOW)).isEqualTo(Optional.of(Duration.ofMinutes(1)));
    }
}
