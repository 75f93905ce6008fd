package io.driverelay.relay;

import io.driverelay.drive.ByteRange;
import java.time.Duration;

/**
 * How large the next fragment is. Pure.
 *
 * @param largestBytes a multiple of {@link #UNIT}, below 60 MiB
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-createuploadsession">fragments</a>
 */
record FragmentPlan(long largestBytes) {
    /** Every fragment but the last is a multiple of 320 KiB. */
    static final long UNIT = 327_680;

    /** The first one is small: nothing is known of the line yet. */
    static final long FIRST = 10 * UNIT;

    private static final Duration AIM = Duration.ofSeconds(7);
    private static final int FASTEST_GROWTH = 8;

    FragmentPlan {
        if (largestBytes < UNIT || largestBytes % UNIT != 0) {
            throw new IllegalArgumentException("not a multiple of " + UNIT + ": " + largestBytes);
        }
    }

    /** The next fragment: its end lies on a unit's boundary again, wherever the drive stands, or at the file's end. */
    ByteRange next(long offset, long totalBytes, long fragmentBytes) {
        long wanted = Math.min(offset + bounded(fragmentBytes), totalBytes);
        long end = wanted == totalBytes ? totalBytes : wanted / UNIT * UNIT;
        return new ByteRange(offset, end - 1);
    }

    /** The size after a fragment that got through: what the line carries in about seven seconds, growing step by step. */
    long after(ByteRange sent, Duration took) {
        double seconds = Math.max(took.toNanos() / 1e9, 1e-3);
        double inAim = sent.length() / seconds * AIM.toSeconds();
        return bounded((long) Math.min(inAim, (double) Math.max(sent.length(), UNIT) * FASTEST_GROWTH));
    }

    /** The size after one that did not get through in time. */
    long afterTooSlow(long fragmentBytes) {
        return bounded(fragmentBytes / 4);
    }

    private long bounded(long bytes) {
        return Math.max(UNIT, Math.min(largestBytes, bytes / UNIT * UNIT));
    }
}
