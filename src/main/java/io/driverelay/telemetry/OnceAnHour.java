package io.driverelay.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * What lasts is told once an hour, each at a minute of its own, so that many do not all come in one pass. Nothing is noted for it: it is due in the
 * pass within which its minute falls.
 */
public final class OnceAnHour {
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private OnceAnHour() {}

    /** @param last when the pass before began */
    public static boolean isDue(String id, Instant last, Instant now) {
        long minute = Math.floorMod(id.hashCode(), HOUR);
        return hour(last, minute) != hour(now, minute);
    }

    private static long hour(Instant at, long minute) {
        return Math.floorDiv(at.getEpochSecond() - minute, HOUR);
    }
}
