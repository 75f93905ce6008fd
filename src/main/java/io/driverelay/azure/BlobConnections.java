package io.driverelay.azure;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connections as blobs {@code connections/<connectionId>.json}. */
public final class BlobConnections implements Connections {
    private final JsonBlobs<Connection> blobs;

    public BlobConnections(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "connections", Connection.class, new Json());
    }

    @Override
    public Optional<Versioned<Connection>> find(String connectionId) {
        return blobs.find(name(connectionId));
    }

    @Override
    public Versioned<Connection> create(Connection connection) {
        return blobs.create(name(connection.id()), connection, Map.of());
    }

    @Override
    public Versioned<Connection> replace(Versioned<Connection> changed) {
        return blobs.replace(name(changed.value().id()), changed, Map.of());
    }

    @Override
    public List<Versioned<Connection>> list() {
        return blobs.list("").stream()
                .map(item -> blobs.find(item.getName()))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void delete(String connectionId) {
        blobs.delete(name(connectionId));
    }

    private static String name(String connectionId) {
        return connectionId + ".json";
    }
}
