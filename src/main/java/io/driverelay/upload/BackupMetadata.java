package io.driverelay.upload;

import java.util.Objects;

/**
 * Home Assistant's description of a backup, stored beside it on the drive exactly as the home gave it.
 *
 * @param json the whole object, as text
 * @param backupId its {@code backup_id}
 * @param name its {@code name}
 */
public record BackupMetadata(String json, String backupId, String name) {
    public BackupMetadata {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(backupId, "backupId");
        Objects.requireNonNull(name, "name");
    }
}
