package io.driverelay.upload;

import java.time.Instant;

/**
 * When what happened; null for what has not.
 *
 * @param urlExpiresAt when the newest staging URL stops working
 * @param retriedAt when a person last asked for another try
 * @param commitNumber which of its drive's commits it was: the larger number is the newer, whatever the clocks say; 0 before the commit
 */
public record Times(
        Instant openedAt,
        Instant urlExpiresAt,
        Instant committedAt,
        Instant endedAt,
        Instant retriedAt,
        long commitNumber) {
    public static Times opened(Instant at, Instant urlExpiresAt) {
        return new Times(at, urlExpiresAt, null, null, null, 0);
    }

    public Times withUrlExpiresAt(Instant at) {
        return new Times(openedAt, at, committedAt, endedAt, retriedAt, commitNumber);
    }

    public Times committed(Instant at, long number) {
        return new Times(openedAt, urlExpiresAt, at, endedAt, retriedAt, number);
    }

    /** What the file shall say: the time of the commit, told apart from every other commit of the drive. */
    public Instant fileTime() {
        return Instant.ofEpochMilli(commitNumber);
    }

    public Times ended(Instant atOrNull) {
        return new Times(openedAt, urlExpiresAt, committedAt, atOrNull, retriedAt, commitNumber);
    }

    public Times retried(Instant at) {
        return new Times(openedAt, urlExpiresAt, committedAt, endedAt, at, commitNumber);
    }
}
