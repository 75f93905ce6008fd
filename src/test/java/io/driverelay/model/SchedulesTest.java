package io.driverelay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random walks through everything that may happen, each from its seed. {@code -Dschedules=N} walks so many, {@code -Dschedule.seed=S} one,
 * and shows its steps, as the first that fails does.
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

    /** One line a kind: how many seeds met it, and the first of them. The usual walk ends in a minute, however slow the machine. */
    private static List<String> failures(int schedules) {
        Map<String, Queue<Long>> failing = new ConcurrentSkipListMap<>();
        var walked = new AtomicInteger();
        long began = System.nanoTime();
        LongStream.rangeClosed(1, schedules)
                .parallel()
                .filter(seed -> schedules > USUAL || System.nanoTime() - began < LONGEST.toNanos())
                .forEach(seed -> {
                    walked.incrementAndGet();
                    var schedule = new Schedule(seed);
                    List<String> violations = schedule.run();
                    if (!violations.isEmpty() && failing.isEmpty()) {
                        schedule.steps().forEach(System.out::println);
                    }
                    violations.stream()
                            .map(SchedulesTest::kind)
                            .distinct()
                            .forEach(kind -> failing.computeIfAbsent(kind, key -> new ConcurrentLinkedQueue<>())
                                    .add(seed));
                });
        System.out.println("schedules: " + walked + ", kinds of failures: " + failing.size());
        return failing.entrySet().stream()
                .map(failure -> failure.getKey() + " [" + failure.getValue().size() + " seeds: "
                        + failure.getValue().stream().sorted().limit(5).toList()
                        + ", replay with -Dschedule.seed=S]")
                .toList();
    }

    /** Without the names, so that the same failure is one line. */
    private static String kind(String violation) {
        return violation.replaceAll("^[a-z]\\d*\\.(tar|bin): ", "");
    }
}
