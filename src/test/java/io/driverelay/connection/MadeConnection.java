package io.driverelay.connection;

import java.time.Instant;
import java.util.List;

/** Connections as they lie in storage, for those who need no door to make one. */
public final class MadeConnection {
    private MadeConnection() {}

    public static Connection neverSignedIn(String id, Instant at, HomeKey... keys) {
        return of(id, at, new Connection.Folder("backups_" + id, null, null, null), null, keys);
    }

    /** With a drive and a folder whose ids end in a number. */
    public static Connection signedIn(String id, Instant at, int number) {
        var folder = new Connection.Folder("backups_" + id, "F" + number, "/", null);
        return of(id, at, folder, new Connection.LinkedDrive("D" + number, "personal", "Jürgen " + number, null));
    }

    private static Connection of(
            String id, Instant at, Connection.Folder folder, Connection.LinkedDrive driveOrNull, HomeKey... keys) {
        return new Connection(
                id,
                "home",
                null,
                false,
                at,
                folder,
                driveOrNull,
                driveOrNull == null,
                null,
                null,
                List.of(keys),
                null,
                null,
                null,
                null,
                null);
    }
}
