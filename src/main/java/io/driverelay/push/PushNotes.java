package io.driverelay.push;

import java.util.Optional;

/** What each home was told last. Every call may throw {@link io.driverelay.store.StorageUnavailable}; what cannot be read is none. */
public interface PushNotes {
    Optional<PushNote> find(String connectionId);

    /** Adds to whatever others have noted meanwhile. */
    void add(PushNote told);

    void delete(String connectionId);
}
