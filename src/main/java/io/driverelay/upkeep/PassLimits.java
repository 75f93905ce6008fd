package io.driverelay.upkeep;

import java.time.Duration;

/**
 * What a pass may take.
 *
 * @param time for all of it: shorter than from one pass to the next
 * @param homesAtOnce how many homes' uploads are looked after at the same time
 */
public record PassLimits(Duration time, int homesAtOnce) {
    /** Of the five minutes between two passes. */
    public static final PassLimits DEFAULT = new PassLimits(Duration.ofMinutes(4), 16);

    public PassLimits {
        if (time.isNegative() || homesAtOnce < 1) {
            throw new IllegalArgumentException("a pass needs time, and one home at least");
        }
    }

    /** What comes before the drives are read must leave time for that. */
    Duration beforeReading() {
        return time.dividedBy(3);
    }

    /** And so must the reading, for what its numbers allow. */
    public Duration reading() {
        return time.multipliedBy(5).dividedBy(6);
    }
}
