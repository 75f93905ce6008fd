package io.driverelay.connection;

/** Ends a connection: its uploads, its secret, its sign-ins, its record, in that order. The drive's contents stay untouched. */
public final class RemoveConnection {
    private final Connections connections;
    private final RefreshTokens tokens;
    private final SignIns signIns;
    private final ConnectionListener listener;

    public RemoveConnection(
            Connections connections, RefreshTokens tokens, SignIns signIns, ConnectionListener listener) {
        this.connections = connections;
        this.tokens = tokens;
        this.signIns = signIns;
        this.listener = listener;
    }

    /** What fails leaves the record, so that it can be called again. */
    public void remove(String connectionId) {
        Connection connection =
                GetConnection.orRefuse(connections, connectionId).value();
        listener.removed(connection);
        tokens.delete(connectionId);
        signIns.deleteAll(connectionId);
        connections.delete(connectionId);
    }
}
