package io.driverelay.connection;

import io.driverelay.drive.Drive;
import io.driverelay.drive.Hearing;

/** The drive of a connection, with its access tokens. No request is made by it. */
public interface ConnectedDrives {
    Drive of(String connectionId);

    /** The same, and another hears of its answers as they come, where they are told. */
    default Drive of(String connectionId, Hearing hearing) {
        return of(connectionId);
    }

    /** The same, without reading again what the mark tells already. */
    default Drive of(ConnectionMark connection) {
        return of(connection.id());
    }
}
