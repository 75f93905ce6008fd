package io.driverelay.connection;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Pauses;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens of connections, refreshed when they are about to expire, one refresh at a time each, kept in memory alone. */
public final class AccessTokens {
    private final Refresh refresh;
    private final Clock clock;
    private final Map<String, BearerTokens> sources = new ConcurrentHashMap<>();
    private final Map<String, ConnectionMark> listed = new ConcurrentHashMap<>();

    public AccessTokens(
            Connections connections,
            RefreshTokens refreshTokens,
            Authority authority,
            Pauses pauses,
            ConnectionListener listener,
            Clock clock) {
        var grants = new Grants(refreshTokens, authority, new KeptPauses(pauses, clock));
        this.refresh = new Refresh(connections, grants, listener, clock);
        this.clock = clock;
    }

    /** One connection's; no request is made by it. */
    public BearerTokens of(String connectionId) {
        return sources.computeIfAbsent(connectionId, id -> new CachedToken(() -> refresh.of(id), clock));
    }

    /** The same for one that was listed just now: its record is read only if the authority refuses. */
    public BearerTokens of(ConnectionMark connection) {
        listed.put(connection.id(), connection);
        return sources.computeIfAbsent(connection.id(), id -> new CachedToken(() -> refresh.of(listed.get(id)), clock));
    }
}
