package io.driverelay.relay;

import io.driverelay.drive.Pauses;
import io.driverelay.store.StorageUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long a turn's drive asked to be left alone: kept for everybody, and respected here though it could not be kept or read. */
final class AskedPause {
    private final Pauses pauses;
    private final String whom;
    private final Clock clock;
    private Instant heard = Instant.MIN;

    AskedPause(Pauses pauses, String driveId, Clock clock) {
        this.pauses = pauses;
        this.whom = Pauses.ofDrive(driveId);
        this.clock = clock;
    }

    void keep(Duration asked) {
        heard = clock.instant().plus(asked);
        try {
            pauses.pauseUntil(whom, heard);
        } catch (StorageUnavailable e) {
            // this turn respects it all the same
        }
    }

    /** Whether the drive asked, this home or another, to be left alone still. */
    boolean lasts() {
        return clock.instant().isBefore(until());
    }

    Instant until() {
        try {
            Instant kept = pauses.notBefore(whom).orElse(Instant.MIN);
            return kept.isAfter(heard) ? kept : heard;
        } catch (StorageUnavailable e) {
            // the drive would say it again
            return heard;
        }
    }
}
