package io.driverelay.connection;

import io.driverelay.refusal.Faults;

/**
 * A home's own word on when the operator is told that no backup has arrived.
 *
 * @param overdueHours so long after the last one, or after the connection was made; 0: never
 */
public record BackupWatch(int overdueHours) {
    private static final int MOST_HOURS = 8_760;

    public BackupWatch {
        var faults = new Faults();
        faults.require(
                overdueHours >= 0 && overdueHours <= MOST_HOURS,
                "/backupOverdueHours",
                "must be from 0 to " + MOST_HOURS);
        faults.end();
    }

    /** As it is shown: null for none. */
    public static Integer hours(BackupWatch watchOrNull) {
        return watchOrNull == null ? null : watchOrNull.overdueHours();
    }
}
