package io.driverelay.connection;

import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses as a map, which can be made to fail. */
public final class InMemoryPauses implements Pauses {
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
    private boolean failing;

    void fail() {
        failing = true;
    }

    @Override
    public Optional<Instant> notBefore(String whom) {
        requireAnswer();
        return Optional.ofNullable(pauses.get(whom));
    }

    @Override
    public Map<String, Instant> all() {
        requireAnswer();
        return Map.copyOf(pauses);
    }

    @Override
    public void pauseUntil(String whom, Instant notBefore) {
        requireAnswer();
        pauses.merge(whom, notBefore, (one, other) -> one.isAfter(other) ? one : other);
    }

    private void requireAnswer() {
        if (failing) {
            throw new StorageUnavailable("pauses", null);
        }
    }
}
