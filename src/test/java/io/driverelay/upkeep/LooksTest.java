package io.driverelay.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.UploadMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration PASS = Duration.ofMinutes(5);

    /** B6. */
    @Test
    void firstLookIsAfterTenMinutes_andTheyGrowRare() {
        UploadMark mark = RoundsTest.mark("home", "upload", AT);
        List<Duration> looked = new ArrayList<>();
        for (Duration age = PASS; age.compareTo(Duration.ofHours(30)) <= 0; age = age.plus(PASS)) {
            var looks = looks(AT.plus(age).minus(PASS), AT.plus(age));
            if (looks.isDue(mark, mark.openedAt())) {
                looked.add(age);
            }
        }

        assertThat(looked).first().isEqualTo(Duration.ofMinutes(10));
        assertThat(looked).hasSizeBetween(6, 9);
    }

    /** B6. */
    @Test
    void lookThatNoPassCameForIsMadeByTheNext() {
        UploadMark mark = RoundsTest.mark("home", "upload", AT);

        assertThat(looks(Instant.EPOCH, AT.plus(PASS)).isDue(mark, AT)).isFalse();
        assertThat(looks(Instant.EPOCH, AT.plus(Duration.ofHours(3))).isDue(mark, AT))
                .isTrue();
        assertThat(looks(AT.plus(PASS), AT.plus(Duration.ofHours(3))).isDue(mark, AT))
                .isTrue();
    }

    /** B6. The model found it: a look that met failing storage would have come again hours later. */
    @Test
    void lookThatStorageFailedAtIsMadeAgainByTheNextPass() {
        UploadMark mark = RoundsTest.mark("home", "upload", AT);
        Instant now = AT.plus(Duration.ofHours(7));
        Looks failing = looks(now.minus(PASS), now);
        failing.again(mark);
        var next = new Looks(now, now.plus(PASS), failing.failed(), new HashSet<>());

        assertThat(looks(now, now.plus(PASS)).isDue(mark, AT)).isFalse();
        assertThat(next.isDue(mark, AT)).isTrue();
    }

    private static Looks looks(Instant since, Instant now) {
        return new Looks(since, now, Set.of(), new HashSet<>());
    }

    /** B6. */
    @Test
    void uploadsOpenedInOneMomentAreNotAllLookedAtInOnePass() {
        Instant now = AT.plus(Duration.ofMinutes(25));
        var looks = looks(now.minus(PASS), now);
        long due = IntStream.range(0, 5000)
                .mapToObj(n -> RoundsTest.mark("home", "upload" + n * 7919, AT))
                .filter(mark -> looks.isDue(mark, mark.openedAt()))
                .count();

        assertThat(due).isBetween(1000L, 4000L);
    }
}
