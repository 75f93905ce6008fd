package io.driverelay.upload;

import java.util.Objects;

/**
 * What the home asked for, fixed at the opening.
 *
 * @param driveId the connection's drive at that time
 * @param openedByKey the home key's id
 * @param mayReplaceBackups whether that key had the scope {@code delete}: a home that is taken over must not destroy its backups
 * @param fileName what it is called on the drive, null until the commit where a backup is to be named by what is found in it
 * @param destinationFolder below the app folder, names with {@code /} between them; empty for a backup (the connection's own folder)
 * @param sha256 lower-case hex; null when none was declared
 * @param metadata of a backup; null for a file, and until the commit where it is to be found in the backup
 * @param requestHash tells a repeat with the same idempotency key from another request
 * @param askedFor the name that was asked for where the file bears another, since that one is taken; otherwise null
 */
public record Order(
        String id,
        String connectionId,
        String driveId,
        String openedByKey,
        boolean mayReplaceBackups,
        Kind kind,
        String fileName,
        String destinationFolder,
        Conflict conflict,
        long sizeBytes,
        String sha256,
        BackupMetadata metadata,
        String requestHash,
        Transfer transfer,
        String askedFor) {
    public Order {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(connectionId, "connectionId");
        if (kind != Kind.BACKUP) {
            Objects.requireNonNull(fileName, "fileName");
        }
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("sizeBytes must not be negative");
        }
    }

    /** Null for a file, and for a backup until it is known. */
    public String backupId() {
        return metadata == null ? null : metadata.backupId();
    }

    /**
     * Whether it is to lie there; names are told apart as the drive does.
     *
     * @param homeFolder where the home's backups go, below the app folder
     */
    public boolean goesTo(Destination path, String homeFolder) {
        String folder = kind == Kind.BACKUP ? homeFolder : destinationFolder;
        return path.folder().equalsIgnoreCase(folder) && path.fileName().equalsIgnoreCase(fileName);
    }

    public String askedName() {
        return askedFor == null ? fileName : askedFor;
    }

    /** Under another name than was asked for. */
    public Order renamed(String free) {
        return new Order(
                id,
                connectionId,
                driveId,
                openedByKey,
                mayReplaceBackups,
                kind,
                free,
                destinationFolder,
                conflict,
                sizeBytes,
                sha256,
                metadata,
                requestHash,
                transfer,
                askedName());
    }

    /** With what the commit has found in a backup. */
    public Order described(String name, BackupMetadata found) {
        return new Order(
                id,
                connectionId,
                driveId,
                openedByKey,
                mayReplaceBackups,
                kind,
                name,
                destinationFolder,
                conflict,
                sizeBytes,
                sha256,
                found,
                requestHash,
                transfer,
                askedFor);
    }
}
