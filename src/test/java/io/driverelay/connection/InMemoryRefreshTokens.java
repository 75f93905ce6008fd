package io.driverelay.connection;

import io.driverelay.store.StorageUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The vault as a map; what happens just before a write can be set. */
public final class InMemoryRefreshTokens implements RefreshTokens {
    private final Map<String, Stored> tokens = new ConcurrentHashMap<>();
    private final Set<String> olderEnabled = ConcurrentHashMap.newKeySet();
    private final List<String> written = new ArrayList<>();
    private final Clock clock;
    private Runnable beforeStoring = () -> {};
    private Runnable beforeDisabling = () -> {};
    private StorageUnavailable failure;

    public InMemoryRefreshTokens() {
        this(Clock.systemUTC());
    }

    InMemoryRefreshTokens(Clock clock) {
        this.clock = clock;
    }

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

    /** Happens once, before older ones are disabled the next time. */
    void beforeDisabling(Runnable meanwhile) {
        beforeDisabling = () -> {
            beforeDisabling = () -> {};
            meanwhile.run();
        };
    }

    /** What was stored, one after the other. */
    List<String> written() {
        return List.copyOf(written);
    }

    boolean hasOlderEnabled(String connectionId) {
        return olderEnabled.contains(connectionId);
    }

    /** As an earlier version of the relay stored it. */
    void storeWithoutTimes(String connectionId, String refreshToken) {
        tokens.put(connectionId, new Stored(refreshToken, clock.instant(), null, false));
    }

    Optional<String> token(String connectionId) {
        return find(connectionId).map(Stored::token);
    }

    @Override
    public Optional<Stored> find(String connectionId) {
        requireAnswer();
        return Optional.ofNullable(tokens.get(connectionId))
                .map(kept -> new Stored(
                        kept.token(), kept.storedAt(), kept.expiresAt(), olderEnabled.contains(connectionId)));
    }

    @Override
    public void store(String connectionId, String refreshToken) {
        requireAnswer();
        beforeStoring.run();
        written.add(refreshToken);
        olderEnabled.add(connectionId);
        Instant now = clock.instant();
        tokens.put(connectionId, new Stored(refreshToken, now, now.plus(Duration.ofDays(90)), true));
    }

    @Override
    public void disableOlder(String connectionId) {
        requireAnswer();
        beforeDisabling.run();
        olderEnabled.remove(connectionId);
    }

    @Override
    public boolean delete(String connectionId) {
        requireAnswer();
        return tokens.remove(connectionId) != null;
    }

    private void requireAnswer() {
        if (failure != null) {
            throw failure;
        }
    }
}
