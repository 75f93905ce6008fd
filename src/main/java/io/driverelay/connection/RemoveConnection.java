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
        deleteToken(connectionId);
        signIns.deleteAll(connectionId);
        connections.delete(connectionId);
        // a sign-in or a refresh that ended meanwhile may have kept another
        deleteToken(connectionId);
    }

    /** Only one that is there: the vault, which keeps what was deleted, takes no second deletion of a name. */
    private void deleteToken(String connectionId) {
        if (tokens.find(connectionId).isPresent()) {
            tokens.delete(connectionId);
        }
    }
}
