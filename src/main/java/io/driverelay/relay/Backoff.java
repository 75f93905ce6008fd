package io.driverelay.relay;

import java.time.Duration;

/** When to try again what failed for no fault of the upload's. Pure. */
final class Backoff {
    /** What is waited within a turn at the most; longer waits give the turn back. */
    static final Duration LONGEST_REST = Duration.ofSeconds(30);

    /** Tries in a row within one turn. */
    static final int TRIES_IN_TURN = 5;

    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private Backoff() {}

    /** Before try number {@code n} (1 is the first repeat): 1, 2, 4, 8, 16 seconds. */
    static Duration beforeTry(int n) {
        Duration rest = Duration.ofSeconds(1L << Math.min(n - 1, 5));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** Between turns: a quarter of the time that it has taken so far, from one minute to a quarter of an hour. */
    static Duration betweenTurns(Duration sinceCommit) {
        Duration quarter = sinceCommit.dividedBy(4);
        if (quarter.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return quarter.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : quarter;
    }
}
