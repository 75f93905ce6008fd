package io.driverelay.connection;

import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Optional;

/** The connection records. Every call may throw {@link io.driverelay.store.StorageUnavailable}. */
public interface Connections {
    Optional<Versioned<Connection>> find(String connectionId);

    /** @throws io.driverelay.store.ChangedMeanwhile when the id is taken */
    Versioned<Connection> create(Connection connection);

    /** @throws io.driverelay.store.ChangedMeanwhile when it was written or deleted since it was read */
    Versioned<Connection> replace(Versioned<Connection> changed);

    /** All of them, oldest first. */
    List<Versioned<Connection>> list();

    /** Gone already is fine. */
    void delete(String connectionId);
}
