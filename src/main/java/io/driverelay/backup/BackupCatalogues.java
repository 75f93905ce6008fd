package io.driverelay.backup;

import java.util.Optional;

/** The catalogues, one for each connection. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface BackupCatalogues {
    /** Empty where there is none, and where what lies there cannot be read: it is made anew then. */
    Optional<BackupCatalogue> find(String connectionId);

    /** In place of what is there. One of two that write at once may be lost: what it knew is read again. */
    void store(String connectionId, BackupCatalogue catalogue);

    /** Gone already is fine. */
    void delete(String connectionId);
}
