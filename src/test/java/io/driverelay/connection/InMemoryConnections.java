package io.driverelay.connection;

import io.driverelay.drive.DriveId;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The connection records as a map; every write makes a new version. */
public class InMemoryConnections implements Connections {
    private final TreeMap<String, Versioned<Connection>> records = new TreeMap<>();
    private int version;
    private int reads;

    @Override
    public synchronized Optional<Versioned<Connection>> find(String connectionId) {
        reads++;
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
    public synchronized void visit(Consumer<ConnectionMark> visitor, Consumer<String> unreadable) {
        records.values()
                .forEach(record ->
                        visitor.accept(ConnectionMark.of(record.value()).listedAs(record.eTag())));
    }

    @Override
    public synchronized Page<ConnectionMark> page(String cursor, int limit) {
        List<ConnectionMark> found = records.tailMap(cursor == null ? "" : cursor, false).values().stream()
                .map(record -> ConnectionMark.of(record.value()))
                .limit(limit + 1L)
                .toList();
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), found.get(limit - 1).id());
    }

    @Override
    public synchronized List<ConnectionMark> ofDrive(String driveId) {
        return records.values().stream()
                .map(record -> ConnectionMark.of(record.value()))
                .filter(mark -> DriveId.same(mark.driveId(), driveId))
                .toList();
    }

    /** How often one was read. */
    public synchronized int reads() {
        return reads;
    }

    /** For tests that look at all. */
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
