package io.driverelay.status;

import java.time.Instant;
import java.util.Objects;

/**
 * How many backups lay in a home's folder when it was last looked after, and when that is due again.
 *
 * @param backups and their bytes; null before the first time
 * @param deletingSince when its rule of retention last let backups go; null before the first time
 */
public record ShelfNote(
        String connectionId, Instant dueAt, Integer backups, Long bytes, Instant countedAt, Instant deletingSince) {
    public ShelfNote {
        Objects.requireNonNull(connectionId, "connectionId");
        Objects.requireNonNull(dueAt, "dueAt");
    }

    public static ShelfNote first(String connectionId, Instant dueAt) {
        return new ShelfNote(connectionId, dueAt, null, null, null, null);
    }

    public ShelfNote dueAt(Instant when) {
        return new ShelfNote(connectionId, when, backups, bytes, countedAt, deletingSince);
    }

    public ShelfNote counted(int countOfBackups, long theirBytes, Instant now) {
        return new ShelfNote(connectionId, dueAt, countOfBackups, theirBytes, now, deletingSince);
    }

    public ShelfNote deletingSince(Instant now) {
        return new ShelfNote(connectionId, dueAt, backups, bytes, countedAt, now);
    }
}
