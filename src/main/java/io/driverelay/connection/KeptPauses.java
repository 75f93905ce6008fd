package io.driverelay.connection;

import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses that are kept for every instance where storage lets us, and here in any case. */
final class KeptPauses {
    private static final EventLog EVENTS = new EventLog();

    /** However long was asked for: an odd header must not stop a home for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Pauses pauses;
    private final Clock clock;
    private final Map<String, Instant> known = new ConcurrentHashMap<>();

    KeptPauses(Pauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    /** What is left of a pause, at most an hour; empty when there is none. */
    Optional<Duration> left(String whom) {
        Instant now = clock.instant();
        Instant until = known.getOrDefault(whom, Instant.MIN);
        if (!now.isBefore(until)) {
            known.remove(whom, until);
            until = kept(whom).orElse(Instant.MIN);
        }
        return now.isBefore(until) ? Optional.of(shorter(Duration.between(now, until))) : Optional.empty();
    }

    void keep(String whom, Duration pause) {
        Instant until = clock.instant().plus(shorter(pause));
        known.merge(whom, until, (one, other) -> one.isAfter(other) ? one : other);
        try {
            pauses.pauseUntil(whom, until);
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.PAUSE_NOT_KEPT.line().with(Text.WHOM, whom));
        }
    }

    private Optional<Instant> kept(String whom) {
        try {
            return pauses.notBefore(whom);
        } catch (StorageUnavailable e) {
            return Optional.empty();
        }
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
