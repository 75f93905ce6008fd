package io.driverelay.upload;

import java.time.Instant;

/**
 * What lists and upkeep need of an upload, mirrored beside its record so that one listing gives it. Null as in the record.
 *
 * @param traceId null where an older version wrote the mark, as are kind and retriedAt
 * @param sizeBytes what was declared
 * @param missingBytes what is still to be sent: nothing once the drive holds the whole file
 * @param spaceRefusals how often in a row the drive had no room
 * @param claimUntil the claim's end; null without a claim
 * @param hasContent whether there may be staged content still to delete
 * @param toTell whether listeners have still to be told how it stands
 */
public record UploadMark(
        String connectionId,
        String uploadId,
        String traceId,
        Kind kind,
        String openedByKey,
        UploadState state,
        Reason reason,
        long sizeBytes,
        long missingBytes,
        int spaceRefusals,
        Instant openedAt,
        Instant urlExpiresAt,
        Instant committedAt,
        Instant endedAt,
        Instant retriedAt,
        Instant dueAt,
        Instant claimUntil,
        Instant sweptAt,
        boolean cancelRequested,
        boolean hasContent,
        boolean toTell) {

    public static UploadMark of(Upload upload) {
        Standing standing = upload.standing();
        Times times = upload.times();
        return new UploadMark(
                upload.order().connectionId(),
                upload.id(),
                upload.trace().id(),
                upload.order().kind(),
                upload.order().openedByKey(),
                standing.state(),
                standing.reason(),
                upload.order().sizeBytes(),
                upload.order().sizeBytes() - upload.deliveredBytes(),
                upload.tries().spaceRefusals(),
                times.openedAt(),
                times.urlExpiresAt(),
                times.committedAt(),
                times.endedAt(),
                times.retriedAt(),
                standing.dueAt(),
                standing.claim() == null ? null : standing.claim().until(),
                standing.sweptAt(),
                standing.cancelRequested(),
                upload.staged() != null,
                standing.toTell());
    }

    /** Of one that waits or has failed: since when it is to be carried, or since when it is given up. */
    public Instant standsSince() {
        if (state == UploadState.FAILED) {
            return endedAt;
        }
        return retriedAt == null ? committedAt : retriedAt;
    }

    public boolean isRelayingAt(Instant now) {
        return state == UploadState.QUEUED && claimUntil != null && now.isBefore(claimUntil);
    }
}
