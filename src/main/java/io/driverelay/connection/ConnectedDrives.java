package io.driverelay.connection;

import io.driverelay.drive.Drive;

/** The drive of a connection, with its access tokens. No request is made by it. */
public interface ConnectedDrives {
    Drive of(String connectionId);

    /** The same, without reading again what the mark tells already. */
    default Drive of(ConnectionMark connection) {
        return of(connection.id());
    }
}
