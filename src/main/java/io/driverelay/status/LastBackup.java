package io.driverelay.status;

import java.time.Instant;
import java.util.Objects;

/** The newest backup that a connection's drive holds, verified. {@code backupId} and {@code name} may be null. */
public record LastBackup(String backupId, String name, Instant deliveredAt) {
    public LastBackup {
        Objects.requireNonNull(deliveredAt, "deliveredAt");
    }
}
