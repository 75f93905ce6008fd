package io.driverelay.connection;

import java.time.Duration;
import java.time.Instant;

/**
 * The authority has taken a refresh token no more. One such answer is seen to pass, so only several, spread over time, end a sign-in.
 *
 * @param refusals how many in a row
 * @param since when the first of them came
 * @param askAgainAt before then the authority is not asked again
 * @see <a href="https://github.com/BingAds/BingAds-Python-SDK/issues/279">an invalid_grant that the next try does not see</a>
 */
public record SignInDoubt(int refusals, Instant since, Instant askAgainAt) {
    private static final int CERTAIN = 3;
    private static final Duration SPREAD = Duration.ofMinutes(2);
    private static final Duration UNTIL_THE_NEXT_TRY = Duration.ofMinutes(1);

    /** @param beforeOrNull what was known before this refusal */
    static SignInDoubt refused(SignInDoubt beforeOrNull, Instant now) {
        Instant next = now.plus(UNTIL_THE_NEXT_TRY);
        return beforeOrNull == null
                ? new SignInDoubt(1, now, next)
                : new SignInDoubt(beforeOrNull.refusals() + 1, beforeOrNull.since(), next);
    }

    boolean isCertainAt(Instant now) {
        return refusals >= CERTAIN && !since.plus(SPREAD).isAfter(now);
    }

    /** Nothing or less once it is time to ask again. */
    Duration restAt(Instant now) {
        return Duration.between(now, askAgainAt);
    }
}
