package io.driverelay.status;

import java.time.Instant;
import java.util.Objects;

/**
 * A part of all drives, read by whichever instance gets to it.
 *
 * @param round when the pass began that it is of
 * @param number from 0
 * @param of how many there are
 */
public record Share(Instant round, int number, int of) {
    public Share {
        Objects.requireNonNull(round, "round");
        if (number < 0 || number >= of) {
            throw new IllegalArgumentException("there is no share " + number + " of " + of);
        }
    }

    /** Each connection is in one of them, as long as there are so many. */
    boolean holds(String connectionId) {
        return Math.floorMod(connectionId.hashCode(), of) == number;
    }
}
