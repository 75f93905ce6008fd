package io.driverelay.status;

import io.driverelay.drive.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a drive stood when it was last read.
 *
 * @param quota {@link Quota#UNKNOWN} before the first reading
 * @param stateSince null before the first reading
 * @param readAt null before the first reading
 * @param stale whether that is older than it should be: it may be shown, and must decide nothing
 */
public record LatestReading(Quota quota, Instant stateSince, Instant readAt, boolean stale) {
    /** Passes that may be missed, and how long that is at least. */
    private static final int MISSED = 3;

    private static final Duration FRESH = Duration.ofMinutes(15);

    public static LatestReading of(DriveStatuses statuses, String connectionId, Instant now) {
        return of(statuses.find(connectionId), statuses.lastPass(), connectionId, now);
    }

    static LatestReading of(Optional<DriveStatus> status, Optional<CheckPass> pass, String connectionId, Instant now) {
        if (status.isEmpty()) {
            return new LatestReading(Quota.UNKNOWN, null, null, true);
        }
        DriveStatus read = status.get();
        Optional<CheckPass> since = pass.filter(last -> last.checkedAt().isAfter(read.readAt()));
        boolean failed =
                since.filter(last -> last.failed().contains(connectionId)).isPresent();
        // a pass that did not fail for this drive has read it, though it had nothing new to write
        Instant readAt = since.map(last -> later(last.lastReading(connectionId), read.readAt()))
                .orElse(read.readAt());
        Duration fresh = pass.map(last -> longer(FRESH, last.every().multipliedBy(MISSED)))
                .orElse(FRESH);
        return new LatestReading(
                read.quota(),
                read.stateSince(),
                readAt,
                failed || readAt.plus(fresh).isBefore(now));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    public boolean isAfter(Instant time) {
        return readAt != null && readAt.isAfter(time);
    }

    /** Whether it is fit to decide anything by. */
    public boolean tells() {
        return !stale && quota.isKnown();
    }
}
