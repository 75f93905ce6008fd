package io.driverelay.status;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One note for each home that was signed in. Every call may throw {@link io.driverelay.store.StorageUnavailable}; the last write wins, and
 * what cannot be read is none.
 */
public interface ShelfNotes {
    Optional<ShelfNote> find(String connectionId);

    /** @param unreadable is given the names of what cannot be read; the others come all the same */
    void visit(Consumer<ShelfNote> visitor, Consumer<String> unreadable);

    void store(ShelfNote note);

    void delete(String connectionId);
}
