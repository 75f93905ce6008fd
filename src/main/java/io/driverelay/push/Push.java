package io.driverelay.push;

import java.util.Objects;

/**
 * That there may be something to tell a home. What it is, is found when it is sent: a state that ended meanwhile is told as ended.
 *
 * @param uploadId whose fate it is; null where it is the drive's state or the sign-in
 * @param attempt from 0
 */
public record Push(String connectionId, String uploadId, int attempt) {
    public Push {
        Objects.requireNonNull(connectionId, "connectionId");
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt must not be negative");
        }
    }

    public static Push ofUpload(String connectionId, String uploadId) {
        return new Push(connectionId, uploadId, 0);
    }

    public static Push ofConnection(String connectionId) {
        return new Push(connectionId, null, 0);
    }

    Push again() {
        return new Push(connectionId, uploadId, attempt + 1);
    }
}
