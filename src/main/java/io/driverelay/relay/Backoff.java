package io.driverelay.relay;

import java.time.Duration;

/** When to try again what failed for no fault of the upload's. Pure. */
final class Backoff {
    /** What is waited within a turn at the most; longer waits give the turn back. */
    static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private Backoff() {}

    /** Before try number {@code n} (1 is the first repeat): 1, 2, 4, 8, 16 seconds. */
    static Duration beforeTry(int n) {
        Duration rest = Duration.ofSeconds(1L << Math.min(n - 1, 5));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    static Duration betweenTurns(Trouble.Between between, Duration sinceCommit) {
        return switch (between) {
            case BACKOFF, NEWS -> quarter(sinceCommit, Duration.ofMinutes(1), Duration.ofMinutes(15));
            case SLOW_BACKOFF -> quarter(sinceCommit, Duration.ofMinutes(1), Duration.ofHours(1));
            case SAME_NAME_MOVES -> quarter(sinceCommit, Duration.ofSeconds(10), Duration.ofMinutes(5));
            case QUARTER_HOUR -> Duration.ofMinutes(15);
            case HOUR -> Duration.ofHours(1);
        };
    }

    private static Duration quarter(Duration of, Duration least, Duration most) {
        Duration quarter = of.dividedBy(4);
        if (quarter.compareTo(least) < 0) {
            return least;
        }
        return quarter.compareTo(most) > 0 ? most : quarter;
    }
}
