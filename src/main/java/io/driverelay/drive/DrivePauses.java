package io.driverelay.drive;

import java.time.Instant;
import java.util.Optional;

/** Until when a drive asked to be left alone ({@code Retry-After}), for every home and instance that uses it. */
public interface DrivePauses {
    /** Empty when no pause is known; may lie in the past. */
    Optional<Instant> notBefore(String driveId);

    /** Keeps the later of the two. */
    void pauseUntil(String driveId, Instant notBefore);
}
