package io.driverelay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random walks through everything that may happen, each from its seed. {@code -Dschedules=N} walks so many, {@code -Dschedule.seed=S} one,
 * and shows its steps.
 */
class SchedulesTest {
    private static final int USUAL = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void nothingIsLostDoubledOrStuck_whateverTheOrder() {
        Long seed = Long.getLong("schedule.seed");
        if (seed != null) {
            var schedule = new Schedule(seed);
            List<String> violations = schedule.run();
            schedule.steps().forEach(System.out::println);
            assertThat(violations).isEmpty();
            return;
        }
        assertThat(failures(Integer.getInteger("schedules", USUAL))).isEmpty();
    }

    /** One line a kind: how many seeds met it, and the first of them. */
    private static List<String> failures(int schedules) {
        TreeMap<String, List<Long>> failing = new TreeMap<>();
        long began = System.nanoTime();
        int walked = 0;
        for (long seed = 1; seed <= schedules && System.nanoTime() - began < LONGEST.toNanos(); seed++, walked++) {
            long current = seed;
            new Schedule(seed)
                    .run().stream()
                            .distinct()
                            .forEach(what -> failing.computeIfAbsent(kind(what), key -> new ArrayList<>())
                                    .add(current));
        }
        System.out.println("schedules: " + walked + ", kinds of failures: " + failing.size());
        return failing.entrySet().stream()
                .map(failure -> failure.getKey() + " [" + failure.getValue().size() + " seeds: "
                        + failure.getValue().stream().limit(5).toList() + ", replay with -Dschedule.seed="
                        + failure.getValue().get(0) + "]")
                .toList();
    }

    /** Without the names, so that the same failure is one line. */
    private static String kind(String violation) {
        return violation.replaceAll("^[a-z]\\d*\\.(tar|bin): ", "");
    }
}
