package io.driverelay.drive;

import java.time.Instant;
import java.util.OptionalLong;

/** What a drive says after a fragment, or when it is asked where it stands. */
public sealed interface FragmentAnswer {
    /**
     * More is wanted.
     *
     * @param nextOffset the next byte that the drive wants; empty where it named none
     * @param expiresAt when the session ends, as far as the drive says; may be null
     */
    record Accepted(OptionalLong nextOffset, Instant expiresAt) implements FragmentAnswer {}

    /** The file is whole, and this is the item; null where the answer was no item that could be read. */
    record Completed(DriveItem item) implements FragmentAnswer {}
}
