package io.driverelay.connection;

import io.driverelay.drive.Drive;

/** The drive of a connection, with its access tokens. No request is made by it. */
public interface ConnectedDrives {
    Drive of(String connectionId);
}
