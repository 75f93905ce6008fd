package io.driverelay.connection;

import io.driverelay.refusal.Faults;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a home's backups are kept on its drive. One is deleted only when every rule that is given lets it go.
 *
 * @param keepCopies the newest so many; null: that is no reason to delete
 * @param keepDays those younger than that; null: that is no reason to delete
 * @param of which are looked at and counted; the others stay
 * @param newer what a newer version has written beside these, kept as it is: each may be a rule that keeps what the others let go
 */
public record Retention(Integer keepCopies, Integer keepDays, Of of, Map<String, Object> newer) {
    private static final int MOST_COPIES = 1_000;
    private static final int MOST_DAYS = 3_650;

    /** Which backups. */
    public enum Of {
        /** Those that Home Assistant makes by its schedule. */
        AUTOMATIC,
        ALL
    }

    public Retention {
        of = of == null ? Of.AUTOMATIC : of;
        newer = newer == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(newer));
        var faults = new Faults();
        faults.require(
                keepCopies == null || (keepCopies >= 1 && keepCopies <= MOST_COPIES),
                "/retention/keepCopies",
                "must be from 1 to " + MOST_COPIES);
        faults.require(
                keepDays == null || (keepDays >= 1 && keepDays <= MOST_DAYS),
                "/retention/keepDays",
                "must be from 1 to " + MOST_DAYS);
        faults.end();
    }

    public Retention(Integer keepCopies, Integer keepDays, Of of) {
        this(keepCopies, keepDays, of, Map.of());
    }

    /** Whether it lets anything go at all. */
    public boolean deletes() {
        return newer.isEmpty() && (keepCopies != null || keepDays != null);
    }

    public Optional<Duration> age() {
        return Optional.ofNullable(keepDays).map(Duration::ofDays);
    }
}
