package io.driverelay.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The vault as a map; what happens just before a write can be set. */
public final class InMemoryRefreshTokens implements RefreshTokens {
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private Runnable beforeStoring = () -> {};

    /** Happens once, before the next token is stored. */
    public void beforeStoring(Runnable meanwhile) {
        beforeStoring = () -> {
            beforeStoring = () -> {};
            meanwhile.run();
        };
    }

    @Override
    public Optional<String> find(String connectionId) {
        return Optional.ofNullable(tokens.get(connectionId));
    }

    @Override
    public void store(String connectionId, String refreshToken) {
        beforeStoring.run();
        tokens.put(connectionId, refreshToken);
    }

    @Override
    public void delete(String connectionId) {
        tokens.remove(connectionId);
    }
}
