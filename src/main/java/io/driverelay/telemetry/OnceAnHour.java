package io.driverelay.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * What lasts is told once an hour, each at a second of the hour that is its own, so that many do not all come in one pass. Nothing is noted for
 * it: it is due in the pass within which its second falls.
 */
public final class OnceAnHour {
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private OnceAnHour() {}

    /**
     * @param last when the pass before began
     * @param now when this one began: what falls after that is the next one's
     */
    public static boolean isDue(String id, Instant last, Instant now) {
        long second = Math.floorMod(id.hashCode(), HOUR);
        return hour(last, second) != hour(now, second);
    }

    private static long hour(Instant at, long second) {
        return Math.floorDiv(at.getEpochSecond() - second, HOUR);
    }
}
