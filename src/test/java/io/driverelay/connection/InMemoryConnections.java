package io.driverelay.connection;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connection records as a map; every write makes a new version. */
public class InMemoryConnections implements Connections {
    private final Map<String, Versioned<Connection>> records = new TreeMap<>();
    private int version;

    @Override
    public synchronized Optional<Versioned<Connection>> find(String connectionId) {
        return Optional.ofNullable(records.get(connectionId));
    }

    @Override
    public synchronized Versioned<Connection> create(Connection connection) {
        if (records.containsKey(connection.id())) {
            throw new ChangedMeanwhile(connection.id());
        }
        return written(connection);
    }

    @Override
    public synchronized Versioned<Connection> replace(Versioned<Connection> changed) {
        Versioned<Connection> stored = records.get(changed.value().id());
        if (stored == null || !stored.eTag().equals(changed.eTag())) {
            throw new ChangedMeanwhile(changed.value().id());
        }
        return written(changed.value());
    }

    @Override
    public synchronized List<Versioned<Connection>> list() {
        return List.copyOf(records.values());
    }

    @Override
    public synchronized void delete(String connectionId) {
        records.remove(connectionId);
    }

    private Versioned<Connection> written(Connection connection) {
        var stored = new Versioned<>(connection, "v" + ++version);
        records.put(connection.id(), stored);
        return stored;
    }
}
