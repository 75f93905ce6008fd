package io.driverelay.connection;

import io.driverelay.store.StorageUnavailable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The vault as a map; what happens just before a write can be set. */
public final class InMemoryRefreshTokens implements RefreshTokens {
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private Runnable beforeStoring = () -> {};
    private StorageUnavailable failure;

    /** Every call from now on; null for none. */
    void failing(StorageUnavailable how) {
        failure = how;
    }

    /** Happens once, before the next token is stored. */
    public void beforeStoring(Runnable meanwhile) {
        beforeStoring = () -> {
            beforeStoring = () -> {};
            meanwhile.run();
        };
    }

    @Override
    public Optional<String> find(String connectionId) {
        requireAnswer();
        return Optional.ofNullable(tokens.get(connectionId));
    }

    @Override
    public void store(String connectionId, String refreshToken) {
        requireAnswer();
        beforeStoring.run();
        tokens.put(connectionId, refreshToken);
    }

    @Override
    public void delete(String connectionId) {
        requireAnswer();
        tokens.remove(connectionId);
    }

    private void requireAnswer() {
        if (failure != null) {
            throw failure;
        }
    }
}
