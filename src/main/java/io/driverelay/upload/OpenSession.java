package io.driverelay.upload;

import io.driverelay.drive.UploadSession;
import java.time.Instant;
import java.util.Objects;

/**
 * The upload session that an upload goes on in.
 *
 * @param uploadUrl a credential by itself
 * @param expiresAt a hint only; null where the drive gave none
 * @param furthestBytes the most that the drive has confirmed in it: progress is what goes beyond
 * @param refusals its answers in a row that brought no progress
 */
public record OpenSession(String uploadUrl, Instant expiresAt, long furthestBytes, int refusals) {
    public OpenSession {
        Objects.requireNonNull(uploadUrl, "uploadUrl");
    }

    static OpenSession of(UploadSession opened) {
        return new OpenSession(opened.uploadUrl(), opened.expiresAt(), 0, 0);
    }

    public UploadSession forDrive() {
        return new UploadSession(uploadUrl, expiresAt);
    }

    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** No byte has landed in it yet. */
    public boolean isFresh() {
        return furthestBytes == 0;
    }

    OpenSession at(long confirmed, Instant expires) {
        boolean further = confirmed > furthestBytes;
        return new OpenSession(uploadUrl, expires, Math.max(confirmed, furthestBytes), further ? 0 : refusals);
    }

    OpenSession refused() {
        return new OpenSession(uploadUrl, expiresAt, furthestBytes, refusals + 1);
    }

    @Override
    public String toString() {
        return "OpenSession[furthestBytes=" + furthestBytes + ", refusals=" + refusals + "]";
    }
}
