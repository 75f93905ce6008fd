package io.driverelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnceAnHourTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");
    private static final int DAY = 24 * 3600;

    /** Passes that come every few minutes, late, or twice within a second. */
    private final List<Instant> passes = passes();

    @Test
    void eachIsDueOnceInEachHour_inThePassWithinWhichItsSecondFalls() {
        for (String id : ids()) {
            long own = Math.floorMod(id.hashCode(), 3600);
            List<Instant> expected = new ArrayList<>();
            for (long second = own; second <= DAY; second += 3600) {
                Instant its = MIDNIGHT.plusSeconds(second);
                // the first pass had another before it
                passes.stream()
                        .filter(pass -> !pass.isBefore(its))
                        .findFirst()
                        .filter(pass -> !pass.equals(MIDNIGHT))
                        .ifPresent(expected::add);
            }

            assertThat(due(id)).as(id).isEqualTo(expected);
            assertThat(due(id)).hasSizeBetween(23, 24);
        }
    }

    @Test
    void manyAreSpreadOverTheHoursPasses() {
        for (int second = 0; second < DAY; second += 300) {
            Instant last = MIDNIGHT.plusSeconds(second);
            assertThat(ids().stream().filter(id -> OnceAnHour.isDue(id, last, last.plusSeconds(300))))
                    .hasSizeBetween(1, 100);
        }
    }

    @Test
    void afterHoursWithoutAPassEachIsDueAtOnce_andNoMoreThanThat() {
        Instant after = MIDNIGHT.plus(Duration.ofHours(5));
        assertThat(ids()).allMatch(id -> OnceAnHour.isDue(id, MIDNIGHT, after));
        assertThat(ids()).noneMatch(id -> OnceAnHour.isDue(id, after, after));
    }

    private List<Instant> due(String id) {
        return IntStream.range(1, passes.size())
                .filter(n -> OnceAnHour.isDue(id, passes.get(n - 1), passes.get(n)))
                .mapToObj(passes::get)
                .toList();
    }

    private static List<Instant> passes() {
        var random = new Random(7);
        List<Instant> passes = new ArrayList<>(List.of(MIDNIGHT));
        Instant end = MIDNIGHT.plusSeconds(DAY);
        for (Instant at = MIDNIGHT.plusSeconds(240); at.isBefore(end); at = at.plusSeconds(random.nextInt(1, 900))) {
            passes.add(at);
            passes.add(at.plusMillis(300));
        }
        passes.add(end);
        return passes;
    }

    private static List<String> ids() {
        return IntStream.range(0, 500).mapToObj(n -> "home-" + n * 7919).toList();
    }
}
