package io.driverelay.backup;

import io.driverelay.drive.DriveItem;
import io.driverelay.upload.BackupMetadata;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * A backup in a home's folder, or what is left of it.
 *
 * @param date as its description says
 * @param description the file that describes it
 * @param content its {@code .tar}; null where that is not there
 */
public record ShelvedBackup(BackupMetadata metadata, Instant date, DriveItem description, DriveItem content) {
    static final Comparator<ShelvedBackup> NEWEST_FIRST =
            Comparator.comparing(ShelvedBackup::date).reversed().thenComparing(ShelvedBackup::id);

    public ShelvedBackup {
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(description, "description");
    }

    public String id() {
        return metadata.backupId();
    }

    boolean isWhole() {
        return content != null;
    }
}
