package io.driverelay.upload;

import java.time.Instant;
import java.util.Objects;

/**
 * What a description tells of its backup.
 *
 * @param sizeBytes of its content
 * @param instanceId of the Home Assistant that made it; null where it does not say
 * @param automatic whether it was made by the schedule, and not by hand
 */
public record BackupTraits(Instant date, long sizeBytes, String instanceId, boolean automatic) {
    public BackupTraits {
        Objects.requireNonNull(date, "date");
    }
}
