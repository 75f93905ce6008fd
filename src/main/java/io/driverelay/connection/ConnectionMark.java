package io.driverelay.connection;

import java.time.Instant;
import java.util.Objects;

/**
 * What lists and upkeep need of a connection, mirrored beside its record so that one listing gives many.
 *
 * @param name as its operator called it; may be null
 * @param driveId null until the first sign-in
 * @param folderId null until the first sign-in
 * @param lapsedAt as in the record
 * @param doubted whether the authority has begun to refuse the sign-in
 * @param createdAt null where an older version wrote the mark, which knew of no such hours
 * @param overdueHours the home's own ({@link BackupWatch}); null: the operator's threshold is the home's
 * @param version of the record when it was listed, as {@link io.driverelay.store.Versioned#eTag}; null where it was not listed
 */
public record ConnectionMark(
        String id,
        String name,
        String driveId,
        String folderId,
        boolean signInRequired,
        Instant lapsedAt,
        boolean doubted,
        Instant createdAt,
        Integer overdueHours,
        String version) {
    public ConnectionMark {
        Objects.requireNonNull(id, "id");
    }

    public static ConnectionMark of(Connection connection) {
        String driveId = connection.drive() == null ? null : connection.drive().id();
        return new ConnectionMark(
                connection.id(),
                connection.name(),
                driveId,
                connection.folder().id(),
                connection.signInRequired(),
                connection.lapsedAt(),
                connection.doubt() != null,
                connection.createdAt(),
                BackupWatch.hours(connection.watch()),
                null);
    }

    public ConnectionMark listedAs(String eTag) {
        return new ConnectionMark(
                id, name, driveId, folderId, signInRequired, lapsedAt, doubted, createdAt, overdueHours, eTag);
    }

    /** A connection that was never signed in has no drive to send to. */
    public boolean wasEverSignedIn() {
        return driveId != null;
    }

    /** Whether its operator is to be told also where no backup has ever arrived. */
    public boolean isWatched() {
        return overdueHours != null && overdueHours > 0;
    }

    public boolean isReady() {
        return driveId != null && !signInRequired;
    }
}
