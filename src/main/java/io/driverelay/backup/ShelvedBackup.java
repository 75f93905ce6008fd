package io.driverelay.backup;

import io.driverelay.drive.DriveItem;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.BackupTraits;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A backup in a home's folder, or what is left of it.
 *
 * @param traits as its description says
 * @param description the file that describes it
 * @param content its {@code .tar}; null where that is not there
 */
public record ShelvedBackup(BackupMetadata metadata, BackupTraits traits, DriveItem description, DriveItem content) {
    static final Comparator<ShelvedBackup> NEWEST_FIRST =
            Comparator.comparing(ShelvedBackup::date).reversed().thenComparing(ShelvedBackup::id);

    public ShelvedBackup {
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(traits, "traits");
        Objects.requireNonNull(description, "description");
    }

    public String id() {
        return metadata.backupId();
    }

    public Instant date() {
        return traits.date();
    }

    /**
     * Its date as far as the drive bears it out: a description that dates its backup after its content came would keep it the newest for
     * ever.
     */
    Instant provenDate() {
        Instant came = content == null
                ? null
                : Stream.of(content.created(), content.lastModified())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        return came == null || date().isBefore(came) ? date() : came;
    }

    /** Whether its content is as large as its description says. */
    boolean isGood() {
        return isWhole() && content.sizeBytes() == traits.sizeBytes();
    }

    boolean isWhole() {
        return content != null;
    }
}
