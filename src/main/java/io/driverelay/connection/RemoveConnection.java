package io.driverelay.connection;

import io.driverelay.store.Ids;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.Optional;

/**
 * Ends a connection: its keys, its uploads, its secret, its sign-ins, its record, in that order. The drive's contents stay untouched.
 */
public final class RemoveConnection {
    private static final EventLog EVENTS = new EventLog();

    private final Connections connections;
    private final RefreshTokens tokens;
    private final Webhooks webhooks;
    private final SignIns signIns;
    private final ConnectionListener listener;

    public RemoveConnection(
            Connections connections,
            RefreshTokens tokens,
            Webhooks webhooks,
            SignIns signIns,
            ConnectionListener listener) {
        this.connections = connections;
        this.tokens = tokens;
        this.webhooks = webhooks;
        this.signIns = signIns;
        this.listener = listener;
    }

    /** What fails leaves the record, or only the token, so that it can be called again. */
    public void remove(String connectionId) {
        Optional<Connection> keyless = withoutKeys(connectionId);
        if (keyless.isEmpty()) {
            removeLeftToken(connectionId);
            return;
        }
        listener.removed(keyless.get());
        tokens.delete(connectionId);
        if (keyless.get().webhook() != null) {
            webhooks.delete(connectionId);
        }
        signIns.delete(SignIns.Link.idOf(connectionId));
        connections.delete(connectionId);
        // a sign-in or a refresh that ended meanwhile may have kept another
        tokens.delete(connectionId);
        EVENTS.write(Event.CONNECTION_REMOVED.of(connectionId));
    }

    /** First of all: no home may open uploads while they are being ended. */
    private Optional<Connection> withoutKeys(String connectionId) {
        return WriteRace.decide(
                "connection " + connectionId,
                () -> Optional.of(connectionId)
                        .filter(Ids::isId)
                        .flatMap(connections::find)
                        .map(read -> read.value().keys().isEmpty()
                                ? read.value()
                                : connections
                                        .replace(read.with(Connection::withoutKeys))
                                        .value()));
    }

    /** An earlier removal may have failed at its very end. */
    private void removeLeftToken(String connectionId) {
        if (!Ids.isId(connectionId) || !tokens.delete(connectionId)) {
            throw GetConnection.unknown();
        }
    }
}
