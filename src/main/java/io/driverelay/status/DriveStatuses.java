package io.driverelay.status;

import java.util.Optional;

/** What was read of the drives. Every call may throw {@link io.driverelay.store.StorageUnavailable}; the last write wins. */
public interface DriveStatuses {
    Optional<DriveStatus> find(String connectionId);

    void store(DriveStatus status);

    Optional<LastBackup> findLastBackup(String connectionId);

    /** Keeps the later of the two, by when they were delivered. */
    void keepLastBackup(String connectionId, LastBackup backup);

    Optional<CheckPass> lastPass();

    void storePass(CheckPass pass);

    /** Drops what is kept of a connection. */
    void delete(String connectionId);
}
