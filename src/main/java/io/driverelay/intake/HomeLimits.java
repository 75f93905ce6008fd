package io.driverelay.intake;

import java.time.Duration;

/**
 * How much one home may have under way. Each stands far above what a home needs, and keeps one that is broken, or taken over, from what
 * belongs to all: the bill, and the time of each pass.
 *
 * @param openUploads uploads that have not ended
 * @param declaredBytes what those declare in all, with what failed ones keep in staging
 * @param recentUploads uploads of the last hours, whatever became of them, until their staging URLs are over
 * @param openFor how long content may be awaited; no staging URL works longer, however often it is renewed
 * @param openings how often one idempotency key may open an upload anew
 */
public record HomeLimits(int openUploads, long declaredBytes, int recentUploads, Duration openFor, int openings) {
    /** The account's own net of what lies in staging counts on it. */
    private static final Duration OPEN_FOR = Duration.ofDays(7);

    public static final HomeLimits DEFAULT = of(500, 1L << 40);

    public HomeLimits {
        if (openUploads < 1 || declaredBytes < 1 || recentUploads < 1 || openings < 1) {
            throw new IllegalArgumentException("a limit must let something through");
        }
    }

    /** Those that an operator may set, and the others as they are. */
    public static HomeLimits of(int openUploads, long declaredBytes) {
        return new HomeLimits(openUploads, declaredBytes, 10 * openUploads, OPEN_FOR, 10);
    }
}
