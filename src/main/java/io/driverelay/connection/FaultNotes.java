package io.driverelay.connection;

import java.util.Optional;

/** The last faults of connections' drives. Every call may throw {@link io.driverelay.store.StorageUnavailable}; what cannot be read is none. */
public interface FaultNotes {
    Optional<NotedFaults> find(String connectionId);

    /** As {@link NotedFaults#with} says. */
    void add(String connectionId, NotedFault fault);
}
