package io.driverelay.drive;

import java.time.Instant;
import java.util.Objects;

/**
 * Graph's half-written item.
 *
 * @param uploadUrl a credential by itself: it never reaches a log, an answer or a message
 * @param expiresAt a hint only, it moves as fragments land; null where the drive gave none
 */
public record UploadSession(String uploadUrl, Instant expiresAt) {
    public UploadSession {
        Objects.requireNonNull(uploadUrl, "uploadUrl");
    }

    @Override
    public String toString() {
        return "UploadSession[expiresAt=" + expiresAt + "]";
    }
}
