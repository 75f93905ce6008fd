package io.driverelay.upload;

import io.driverelay.drive.UploadSession;
import java.time.Instant;

/**
 * What must survive a turn so that another instance can go on.
 *
 * @param uploadUrl the session's URL, a credential; null while there is no session
 * @param deliveredBytes what the drive has confirmed
 * @param hashedBytes how far {@code hashState} reaches
 * @param hashState of the quickXorHash; null for the start
 * @param fragmentBytes the size of the next fragment
 * @param bytesPerSecond measured over the last fragment; 0 while unknown
 */
public record Checkpoint(
        String uploadUrl,
        Instant expiresAt,
        long deliveredBytes,
        long hashedBytes,
        String hashState,
        long fragmentBytes,
        long bytesPerSecond) {

    public static Checkpoint start(long fragmentBytes) {
        return new Checkpoint(null, null, 0, 0, null, fragmentBytes, 0);
    }

    public boolean hasSession() {
        return uploadUrl != null;
    }

    public UploadSession session() {
        return new UploadSession(uploadUrl, expiresAt);
    }

    /** With a new session, from its first byte; the hash of what was read stays good. */
    public Checkpoint opened(UploadSession session) {
        return new Checkpoint(
                session.uploadUrl(), session.expiresAt(), 0, hashedBytes, hashState, fragmentBytes, bytesPerSecond);
    }

    /** Without a session; what was hashed stays hashed, it is the same snapshot. */
    public Checkpoint lost() {
        return new Checkpoint(null, null, 0, hashedBytes, hashState, fragmentBytes, bytesPerSecond);
    }

    public Checkpoint at(long delivered, Instant expires) {
        return new Checkpoint(uploadUrl, expires, delivered, hashedBytes, hashState, fragmentBytes, bytesPerSecond);
    }

    public Checkpoint hashed(long upTo, String state) {
        return new Checkpoint(uploadUrl, expiresAt, deliveredBytes, upTo, state, fragmentBytes, bytesPerSecond);
    }

    public Checkpoint nextFragment(long bytes, long measuredBytesPerSecond) {
        return new Checkpoint(
                uploadUrl, expiresAt, deliveredBytes, hashedBytes, hashState, bytes, measuredBytesPerSecond);
    }

    @Override
    public String toString() {
        return "Checkpoint[deliveredBytes=" + deliveredBytes + ", fragmentBytes=" + fragmentBytes + "]";
    }
}
