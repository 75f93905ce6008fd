package io.driverelay.status;

import io.driverelay.drive.Pauses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pauses for a pass over many drives: read together, and again every few seconds, since a call for each drive would be most of the pass. What
 * this instance is told counts at once.
 */
public final class KnownPauses implements Pauses {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Pauses pauses;
    private final Clock clock;
    private Map<String, Instant> known = new HashMap<>();
    private Instant readAt = Instant.MIN;

    public KnownPauses(Pauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Instant> notBefore(String whom) {
        return Optional.ofNullable(fresh().get(whom));
    }

    @Override
    public synchronized Map<String, Instant> all() {
        return Map.copyOf(fresh());
    }

    @Override
    public void pauseUntil(String whom, Instant notBefore) {
        synchronized (this) {
            known.merge(whom, notBefore, (one, other) -> one.isAfter(other) ? one : other);
        }
        pauses.pauseUntil(whom, notBefore);
    }

    private Map<String, Instant> fresh() {
        Instant now = clock.instant();
        if (readAt.isBefore(now.minus(FRESH))) {
            known = new HashMap<>(pauses.all());
            readAt = now;
        }
        return known;
    }
}
