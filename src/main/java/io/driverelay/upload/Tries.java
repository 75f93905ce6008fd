package io.driverelay.upload;

import java.time.Instant;
import java.util.Optional;

/**
 * What was tried in vain.
 *
 * @param fruitlessTurns turns in a row that ended without a trace
 * @param sessionsLost sessions lost in use
 * @param sessionsGivenUp sessions given up because the drive kept failing: nobody's fault
 * @param mismatches items that differed from what was sent
 * @param spaceRefusals refusals for want of space in a row
 * @param refusals requests in a row that were refused outright
 * @param early the end of the pause that stood when a person asked to retry: it may be tried once before that; null for none
 */
public record Tries(
        int fruitlessTurns,
        int sessionsLost,
        int sessionsGivenUp,
        int mismatches,
        int spaceRefusals,
        int refusals,
        Instant early) {
    public static final Tries NONE = new Tries(0, 0, 0, 0, 0, 0, null);

    /** A person wants it now, whatever was tried before. */
    public static Tries askedByAPerson(Optional<Instant> pause) {
        return new Tries(0, 0, 0, 0, 0, 0, pause.orElse(null));
    }

    public Tries turnBegun() {
        return new Tries(fruitlessTurns + 1, sessionsLost, sessionsGivenUp, mismatches, spaceRefusals, refusals, early);
    }

    /** The turn ended as it should, by itself: the row of fruitless ones is broken. */
    public Tries turnEnded() {
        return new Tries(0, sessionsLost, sessionsGivenUp, mismatches, spaceRefusals, refusals, early);
    }

    /** Bytes got through. */
    public Tries fruitful() {
        return new Tries(0, sessionsLost, sessionsGivenUp, mismatches, 0, 0, early);
    }

    public Tries sessionLost() {
        return new Tries(fruitlessTurns, sessionsLost + 1, sessionsGivenUp, mismatches, spaceRefusals, refusals, early);
    }

    public Tries sessionGivenUp() {
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp + 1, mismatches, spaceRefusals, refusals, early);
    }

    public Tries mismatch() {
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp, mismatches + 1, spaceRefusals, refusals, early);
    }

    public Tries spaceRefused() {
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp, mismatches, spaceRefusals + 1, refusals, early);
    }

    /** A reading after the last of them had no room either: the row begins anew with that one. */
    public Tries spaceRefusalsExplained() {
        int left = Math.min(spaceRefusals, 1);
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp, mismatches, left, refusals, early);
    }

    public Tries refused() {
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp, mismatches, spaceRefusals, refusals + 1, early);
    }

    /** Something else than a refusal came: the row is broken. */
    public Tries notRefused() {
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp, mismatches, spaceRefusals, 0, early);
    }

    /** The person's one early try is being made. */
    public Tries earlyTaken() {
        return new Tries(fruitlessTurns, sessionsLost, sessionsGivenUp, mismatches, spaceRefusals, refusals, null);
    }
}
