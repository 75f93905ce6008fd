package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.DriveState;
import io.driverelay.status.CheckDrives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One poll of a drive: one call when all is well, and a second where the first failed in passing. */
class PollTest {
    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.linked();

    @ParameterizedTest
    @CsvSource({"403, accessDenied", "503, serviceNotAvailable", "404, itemNotFound", "200, {}"})
    void pollThatFailsOnceIsTriedAgainAtOnce_andNothingGoesStale(int status, String code) {
        home.account().behaviours().drive.next(1, status, code);
        home.account().setQuota(1000 << 20, 950 << 20);
        home.clock.move(Duration.ofMinutes(5));
        List<Duration> rests = new ArrayList<>();
        int calls = poll(rests);

        assertThat(calls).isEqualTo(2);
        assertThat(rests).containsExactly(Duration.ofSeconds(2));
        assertThat(trail.of("drive-not-read")).isEmpty();
        assertThat(home.status.of(home.connection()).stale()).isFalse();
        assertThat(home.status.of(home.connection()).quota().state()).isEqualTo(DriveState.NEARING);
    }

    /** Retry-After, and a 429 without it. */
    @ParameterizedTest
    @CsvSource({"503, 30", "429, 30", "429,"})
    void driveThatAsksToBeLeftAloneIsNotCalledAgainInThePoll(int status, String seconds) {
        Map<String, String> headers = seconds == null ? Map.of() : Map.of("Retry-After", seconds);
        home.simulators.faults().answerNext(1, "GET", "/me/drive$", status, headers, "{}");
        home.clock.move(Duration.ofMinutes(5));
        List<Duration> rests = new ArrayList<>();

        assertThat(poll(rests)).isEqualTo(1);
        assertThat(rests).isEmpty();
        assertThat(home.status.of(home.connection()).stale()).isTrue();
        assertThat(home.status.of(home.connection()).quota().totalBytes()).isEqualTo(1L << 40);
    }

    @Test
    void driveThatStaysAwayIsTriedTwiceInTheFirstPoll_andOnceFromThenOn() {
        home.account().behaviours().drive.next(9, 503, "serviceNotAvailable");
        for (int expected : List.of(2, 1, 1)) {
            trail.lines.clear();
            home.clock.move(Duration.ofMinutes(5));
            assertThat(poll(new ArrayList<>())).isEqualTo(expected);
            assertThat(trail.of("drive-not-read"))
                    .containsExactly("{\"event\":\"drive-not-read\",\"connectionId\":\"" + home.connectionId
                            + "\",\"fault\":\"unreachable\"}");
        }
    }

    @Test
    void pollIsNotTriedAgain_whenThePassesTimeIsOver() {
        home.account().behaviours().drive.next(9, 503, "serviceNotAvailable");
        home.clock.move(Duration.ofMinutes(5));

        assertThat(poll(new ArrayList<>(), Duration.ofSeconds(2))).isEqualTo(1);
        assertThat(home.statuses.lastPass().orElseThrow().failed()).containsExactly(home.connectionId);
        assertThat(trail.of("drive-not-read")).hasSize(1);
    }

    private int poll(List<Duration> rests) {
        return poll(rests, Duration.ofMinutes(4));
    }

    /** Calls of the drive in one pass that rests as it is told. */
    private int poll(List<Duration> rests, Duration limit) {
        int before = home.account().calls().size();
        new CheckDrives(
                        home.connections,
                        home.connected,
                        home.statuses,
                        home.pauses,
                        new CheckDrives.Way(Optional.empty(), rests::add),
                        home.clock)
                .checkAll(home.clock.instant().plus(limit), name -> {});
        return home.account().callsSince(before).size();
    }
}
