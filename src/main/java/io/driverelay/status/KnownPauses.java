package io.driverelay.status;

import io.driverelay.drive.Pauses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pauses during one pass, read together and again every few seconds: one call for each drive would be most of the pass. */
final class KnownPauses {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Pauses pauses;
    private final Clock clock;
    private Map<String, Instant> known = new HashMap<>();
    private Instant readAt = Instant.MIN;

    KnownPauses(Pauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    synchronized Optional<Instant> notBefore(String whom) {
        Instant now = clock.instant();
        if (readAt.isBefore(now.minus(FRESH))) {
            known = new HashMap<>(pauses.all());
            readAt = now;
        }
        return Optional.ofNullable(known.get(whom));
    }

    void keep(String whom, Instant notBefore) {
        pauses.pauseUntil(whom, notBefore);
        synchronized (this) {
            known.merge(whom, notBefore, (one, other) -> one.isAfter(other) ? one : other);
        }
    }
}
