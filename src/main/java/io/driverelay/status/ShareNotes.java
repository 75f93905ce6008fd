package io.driverelay.status;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the last pass that was spread over instances has come. Every call may throw {@link io.driverelay.store.StorageUnavailable}; the
 * last write wins, and what cannot be read is none.
 */
public interface ShareNotes {
    /** A pass in shares: when it began, and how many there are. */
    record Round(Instant begun, int shares) {}

    /** How one of them went. */
    record Report(Instant round, CheckPass pass) {}

    Optional<Round> lastRound();

    void storeRound(Round round);

    void deleteRound();

    Optional<Report> report(int number);

    void storeReport(int number, Report report);
}
