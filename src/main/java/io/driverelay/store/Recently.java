package io.driverelay.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this instance did within the last while, so that it does not do it again at every call. Other instances know nothing of it. */
public final class Recently {
    private final Duration within;
    private final Clock clock;
    private final Map<String, Instant> done = new ConcurrentHashMap<>();

    public Recently(Duration within, Clock clock) {
        this.within = within;
        this.clock = clock;
    }

    public boolean was(String what) {
        Instant since = clock.instant().minus(within);
        done.values().removeIf(at -> !at.isAfter(since));
        return done.containsKey(what);
    }

    /** How many things were done within that while. */
    public int size() {
        Instant since = clock.instant().minus(within);
        done.values().removeIf(at -> !at.isAfter(since));
        return done.size();
    }

    /** From now on it was. */
    public void note(String what) {
        done.put(what, clock.instant());
    }
}
