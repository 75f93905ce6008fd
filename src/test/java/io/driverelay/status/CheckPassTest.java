package io.driverelay.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.DriveState;
import io.driverelay.drive.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckPassTest {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");
    private static final Quota NUMBERS = new Quota(100L, 1L, 99L, 0L, DriveState.NORMAL);
    private static final DriveStatus LONG_AGO =
            new DriveStatus("home", NUMBERS, AT.minus(Duration.ofDays(9)), AT.minus(Duration.ofDays(9)));

    /** E. */
    @Test
    void readingIsStaleAfterThreePasses_howeverRareTheyAre() {
        CheckPass hourly = pass(Map.of(), Duration.ofHours(1));

        assertThat(reading(hourly, Duration.ofMinutes(170)).stale()).isFalse();
        assertThat(reading(hourly, Duration.ofMinutes(190)).stale()).isTrue();
        assertThat(reading(hourly, Duration.ofMinutes(190)).tells()).isFalse();
    }

    /** E. */
    @Test
    void onePassByHand_orOneThatWasMissed_doesNotChangeHowOftenThereIsOne() {
        var byHand = new CheckPass(
                AT, Set.of(), Map.of(), List.of(AT.minusSeconds(2), AT.minusSeconds(3600), AT.minusSeconds(7200)));

        assertThat(byHand.every()).isEqualTo(Duration.ofSeconds(3598));
        var quick = pass(Map.of(), Duration.ofSeconds(1));
        assertThat(reading(quick, Duration.ofMinutes(14)).stale()).isFalse();
        assertThat(reading(quick, Duration.ofMinutes(16)).stale()).isTrue();
    }

    /** E. */
    @Test
    void driveThatAPassHadNoTimeForIsAsOldAsItsLastReading() {
        Instant before = AT.minus(Duration.ofMinutes(5));
        CheckPass pass = pass(Map.of("home", before), Duration.ofMinutes(5));

        assertThat(reading(pass, Duration.ZERO).readAt()).isEqualTo(before);
        assertThat(reading(pass, Duration.ofMinutes(9)).stale()).isFalse();
        assertThat(reading(pass, Duration.ofMinutes(11)).stale()).isTrue();
    }

    private static CheckPass pass(Map<String, Instant> notReached, Duration every) {
        List<Instant> before =
                List.of(AT.minus(every), AT.minus(every.multipliedBy(2)), AT.minus(every.multipliedBy(3)));
        return new CheckPass(AT, Set.of(), notReached, before);
    }

    private static LatestReading reading(CheckPass pass, Duration later) {
        return LatestReading.of(Optional.of(LONG_AGO), Optional.of(pass), "home", AT.plus(later));
    }
}
