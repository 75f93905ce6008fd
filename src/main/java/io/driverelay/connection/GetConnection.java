package io.driverelay.connection;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import java.util.List;
import java.util.Optional;

/** Reads connections, as they are recorded. */
public final class GetConnection {
    private final Connections connections;

    public GetConnection(Connections connections) {
        this.connections = connections;
    }

    public Connection get(String connectionId) {
        return orRefuse(connections, connectionId).value();
    }

    public List<Connection> all() {
        return connections.list().stream().map(Versioned::value).toList();
    }

    static Versioned<Connection> orRefuse(Connections connections, String connectionId) {
        return Optional.of(connectionId)
                .filter(Ids::isId)
                .flatMap(connections::find)
                .orElseThrow(GetConnection::unknown);
    }

    static Refused unknown() {
        return new Refused(
                RefusalCode.UNKNOWN_CONNECTION, "There is no connection of that id. GET /api/connections lists them.");
    }
}
