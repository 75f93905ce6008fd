package io.driverelay.drive;

import java.util.Objects;

/**
 * How full a drive is, in bytes, as far as Graph says so: each number may be missing (null), and {@code remainingBytes} may be negative.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/quota">quota</a>
 */
public record Quota(Long totalBytes, Long usedBytes, Long remainingBytes, Long deletedBytes, DriveState state) {
    public static final Quota UNKNOWN = new Quota(null, null, null, null, DriveState.UNKNOWN);

    public Quota {
        Objects.requireNonNull(state, "state");
        // no drive holds nothing: seen where OneDrive could not count (onedrive-api-docs#1245), so none of it is told
        if (totalBytes != null && totalBytes <= 0) {
            totalBytes = null;
            usedBytes = null;
            remainingBytes = null;
            deletedBytes = null;
            state = DriveState.UNKNOWN;
        }
    }

    /** Whether so many more bytes fit. Unknown room is room: Graph itself checks again before a byte moves. */
    public boolean hasRoomFor(long bytes) {
        if (bytes == 0) {
            return true;
        }
        return state != DriveState.EXCEEDED && (remainingBytes == null || remainingBytes >= bytes);
    }

    /** Whether {@link #hasRoomFor} rests on a number. */
    public boolean isKnown() {
        return state != DriveState.UNKNOWN || remainingBytes != null;
    }
}
