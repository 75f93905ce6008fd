package io.driverelay.status;

import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadState;
import java.time.Instant;

/**
 * Uploads of one connection that stand alike.
 *
 * @param reason null where the state has none
 * @param sizeBytes of all of them
 * @param nextAttemptAt the first of them, which may be over; null where none is due by a time
 */
public record UploadGroup(
        UploadState state, Reason reason, int count, long sizeBytes, Instant oldestOpenedAt, Instant nextAttemptAt) {}
