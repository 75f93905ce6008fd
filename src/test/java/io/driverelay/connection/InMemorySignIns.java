package io.driverelay.connection;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Links and consents under way as two maps. */
public class InMemorySignIns implements SignIns {
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final Map<String, Pending> pendings = new ConcurrentHashMap<>();

    @Override
    public void createLink(Link link) {
        links.put(link.token(), link);
    }

    @Override
    public Optional<Link> findLink(String token) {
        return Optional.ofNullable(links.get(token));
    }

    @Override
    public void createPending(Pending pending) {
        pendings.put(pending.state(), pending);
    }

    @Override
    public Optional<Pending> takePending(String state) {
        return Optional.ofNullable(pendings.remove(state));
    }

    @Override
    public void deleteAll(String connectionId) {
        links.values().removeIf(link -> link.connectionId().equals(connectionId));
        pendings.values().removeIf(pending -> pending.connectionId().equals(connectionId));
    }

    @Override
    public void deleteExpired(Instant now) {
        links.values().removeIf(link -> !now.isBefore(link.expiresAt()));
        pendings.values().removeIf(pending -> !now.isBefore(pending.expiresAt()));
    }
}
