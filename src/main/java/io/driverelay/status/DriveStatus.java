package io.driverelay.status;

import io.driverelay.drive.Quota;
import java.time.Instant;
import java.util.Objects;

/**
 * One connection's drive as it was last read.
 *
 * @param stateSince since when the drive is in this state
 * @param readAt when these numbers were read from the drive
 */
public record DriveStatus(String connectionId, Quota quota, Instant stateSince, Instant readAt) {
    public DriveStatus {
        Objects.requireNonNull(connectionId, "connectionId");
        Objects.requireNonNull(quota, "quota");
        Objects.requireNonNull(readAt, "readAt");
    }

    DriveStatus readAgain(Instant at) {
        return new DriveStatus(connectionId, quota, stateSince, at);
    }
}
