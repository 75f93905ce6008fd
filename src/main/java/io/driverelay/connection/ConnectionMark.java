package io.driverelay.connection;

import java.util.Objects;

/**
 * What lists and upkeep need of a connection, mirrored beside its record so that one listing gives many.
 *
 * @param name as its operator called it; may be null
 * @param driveId null until the first sign-in
 * @param folderId null until the first sign-in
 */
public record ConnectionMark(String id, String name, String driveId, String folderId, boolean signInRequired) {
    public ConnectionMark {
        Objects.requireNonNull(id, "id");
    }

    public static ConnectionMark of(Connection connection) {
        String driveId = connection.drive() == null ? null : connection.drive().id();
        return new ConnectionMark(
                connection.id(), connection.name(), driveId, connection.folder().id(), connection.signInRequired());
    }

    /** A connection that was never signed in has no drive to send to. */
    public boolean wasEverSignedIn() {
        return driveId != null;
    }

    public boolean isReady() {
        return driveId != null && !signInRequired;
    }
}
