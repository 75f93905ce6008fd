package io.driverelay.drive;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Until when a service asked to be left alone ({@code Retry-After}), for every home and instance that uses it. Every call may throw {@link
 * io.driverelay.store.StorageUnavailable}.
 */
public interface Pauses {
    /** The vault is one for all. */
    String VAULT = "key-vault";

    /** The pause of one drive. */
    static String ofDrive(String driveId) {
        return DriveId.canonical(driveId);
    }

    /** The sign-in service's, for the person of one drive. */
    static String ofSignIn(String driveId) {
        return "sign-in-" + DriveId.canonical(driveId);
    }

    /** Empty when no pause is known; may lie in the past. */
    Optional<Instant> notBefore(String whom);

    /** All that are kept, by whom, for whoever asks for many. */
    Map<String, Instant> all();

    /** Keeps the later of the two. */
    void pauseUntil(String whom, Instant notBefore);
}
