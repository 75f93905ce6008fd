package io.driverelay.status;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was read of the drives. Every call may throw {@link io.driverelay.store.StorageUnavailable}; the last write wins, and what cannot be
 * read is none.
 */
public interface DriveStatuses {
    Optional<DriveStatus> find(String connectionId);

    /**
     * All of them, by connection.
     *
     * @param unreadable is given the names of what cannot be read; the others come all the same
     */
    Map<String, DriveStatus> all(Consumer<String> unreadable);

    void store(DriveStatus status);

    Optional<LastBackup> findLastBackup(String connectionId);

    /** Keeps the later of the two, by when they were delivered. */
    void keepLastBackup(String connectionId, LastBackup backup);

    Optional<CheckPass> lastPass();

    void storePass(CheckPass pass);

    /** Drops what is kept of a connection. */
    void delete(String connectionId);
}
