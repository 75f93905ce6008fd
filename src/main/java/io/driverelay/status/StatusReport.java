package io.driverelay.status;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.drive.Quota;
import java.time.Instant;

/**
 * What is told of one connection's drive.
 *
 * @param quota {@link Quota#UNKNOWN} before the first reading
 * @param stateSince null before the first reading
 * @param checkedAt when the drive was last read; null before the first reading
 * @param stale whether that is older than it should be
 * @param lastBackup null before the first
 * @param shelf null before the first sign-in
 */
public record StatusReport(
        ConnectionMark connection,
        Quota quota,
        Instant stateSince,
        Instant checkedAt,
        boolean stale,
        LastBackup lastBackup,
        ShelfNote shelf,
        UploadCounts uploads) {

    /** Uploads by what a reader sees of them; what ended well is not counted. */
    public record UploadCounts(int awaitingContent, int queued, int relaying, int waiting, int failed) {}
}
