package io.driverelay.upload;

import io.driverelay.drive.UploadSession;
import java.time.Instant;

/**
 * What must survive a turn so that another instance can go on.
 *
 * @param session null while there is none
 * @param deliveredBytes what the drive has confirmed in the session, or in the last one before the upload ended
 * @param hashedBytes how far {@code hashState} reaches
 * @param hashState of the quickXorHash; null for the start
 * @param fragmentBytes the size of the next fragment
 * @param bytesPerSecond measured over the last fragment; 0 while unknown
 * @param ending whether the request that completes the file may have been sent: written before it is, and kept. Without it an item of that
 *     name cannot be this upload's
 * @param replaces the eTag of what lay under the name when the session was opened; null for nothing
 */
public record Checkpoint(
        OpenSession session,
        long deliveredBytes,
        long hashedBytes,
        String hashState,
        long fragmentBytes,
        long bytesPerSecond,
        boolean ending,
        String replaces) {

    public static Checkpoint start(long fragmentBytes) {
        return new Checkpoint(null, 0, 0, null, fragmentBytes, 0, false, null);
    }

    public boolean hasSession() {
        return session != null;
    }

    /**
     * With a new session, from its first byte; the hash of what was read stays good.
     *
     * @param over the eTag of what it is to replace, or null
     */
    public Checkpoint opened(UploadSession opened, String over) {
        return new Checkpoint(
                OpenSession.of(opened), 0, hashedBytes, hashState, fragmentBytes, bytesPerSecond, ending, over);
    }

    /** Without a session; what was hashed stays hashed, it is the same snapshot. */
    public Checkpoint lost() {
        return new Checkpoint(null, 0, hashedBytes, hashState, fragmentBytes, bytesPerSecond, ending, replaces);
    }

    /** The upload has ended: the session is forgotten with its credential, how far it got is still shown. */
    public Checkpoint ended() {
        return new Checkpoint(
                null, deliveredBytes, hashedBytes, hashState, fragmentBytes, bytesPerSecond, ending, replaces);
    }

    /** The drive's own word. {@code expires} null leaves the session's end as it was known. */
    public Checkpoint at(long delivered, Instant expires) {
        OpenSession now = session.at(delivered, expires == null ? session.expiresAt() : expires);
        return new Checkpoint(now, delivered, hashedBytes, hashState, fragmentBytes, bytesPerSecond, ending, replaces);
    }

    /** The session answered without progress; the next fragment is that small. */
    public Checkpoint refused(long nextFragmentBytes) {
        return new Checkpoint(
                session.refused(),
                deliveredBytes,
                hashedBytes,
                hashState,
                nextFragmentBytes,
                bytesPerSecond,
                ending,
                replaces);
    }

    public Checkpoint hashed(long upTo, String state) {
        return new Checkpoint(session, deliveredBytes, upTo, state, fragmentBytes, bytesPerSecond, ending, replaces);
    }

    public Checkpoint nextFragment(long bytes, long measuredBytesPerSecond) {
        return new Checkpoint(
                session, deliveredBytes, hashedBytes, hashState, bytes, measuredBytesPerSecond, ending, replaces);
    }

    /** The request that completes the file is sent next. */
    public Checkpoint endingNext() {
        return new Checkpoint(
                session, deliveredBytes, hashedBytes, hashState, fragmentBytes, bytesPerSecond, true, replaces);
    }

    /** It was sent once, and the drive said that it did not complete the file. */
    public Checkpoint endRefused() {
        return new Checkpoint(
                session, deliveredBytes, hashedBytes, hashState, fragmentBytes, bytesPerSecond, false, replaces);
    }

    @Override
    public String toString() {
        return "Checkpoint[deliveredBytes=" + deliveredBytes + ", fragmentBytes=" + fragmentBytes + "]";
    }
}
