package io.driverelay.local.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What time it is for each person: the system's, unless a test moves that person's by hand. The vault counts as one. */
final class Clocks {
    /** Who is not told apart by persons: all who call the vault. */
    static final String VAULT = "vault";

    private final Map<String, Clock> clocks = new ConcurrentHashMap<>();

    void set(String person, Clock clock) {
        clocks.put(person, clock);
    }

    Clock of(String person) {
        return clocks.getOrDefault(person, Clock.systemUTC());
    }

    Instant now(String person) {
        return of(person).instant();
    }
}
