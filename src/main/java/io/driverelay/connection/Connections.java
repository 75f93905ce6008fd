package io.driverelay.connection;

import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The connection records. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface Connections {
    Optional<Versioned<Connection>> find(String connectionId);

    /** @throws io.driverelay.store.ChangedMeanwhile when the id is taken */
    Versioned<Connection> create(Connection connection);

    /** @throws io.driverelay.store.ChangedMeanwhile when it was written or deleted since it was read */
    Versioned<Connection> replace(Versioned<Connection> changed);

    /**
     * All of them, oldest first, as they are read page by page.
     *
     * @param unreadable is given the names of what cannot be read; the others come all the same
     */
    void visit(Consumer<ConnectionMark> visitor, Consumer<String> unreadable);

    /**
     * Some of them, oldest first; there may be fewer than the limit before the last page.
     *
     * @param cursor where the page before ended, or null
     */
    Page<ConnectionMark> page(String cursor, int limit);

    /** Those that are linked to one drive, in whichever spelling of its id, however many others there are. */
    List<ConnectionMark> ofDrive(String driveId);

    /** Gone already is fine. */
    void delete(String connectionId);
}
